namespace EventPlatform.Cli.Import.Proposing;

/// <summary>What other people's words for statuses and kinds probably mean here. Nothing but the word itself is sure; guesses are marked as such.</summary>
internal static class WordGuesses
{
    /// <summary>The first line of which a value has a word decides: "permission refused" is refused, whatever was asked for.</summary>
    private static readonly (string Word, string[] Signs)[] Guesses =
    [
        ("", ["not", "no", "non", "never", "post"]),
        ("cancelled", ["refused", "refusal", "rejected", "denied", "withdrawn", "expired", "lapsed", "abandoned", "cancelled", "canceled", "shelved", "terminated", "failed"]),
        ("closed", ["decommissioned", "retired", "closed", "demolished", "dismantled"]),
        ("rumoured", ["rumoured", "rumored", "rumor", "rumour", "speculative"]),
        ("planned", ["planned", "proposed", "permitted", "permission", "awaiting", "pre", "planning", "pipeline", "application", "announced"]),
        ("construction", ["construction", "constructing", "building"]),
        ("producing", ["producing"]),
        ("opened", ["operational", "operating", "operation", "open", "opened", "commissioned", "active", "online"]),
        ("completed", ["completed", "complete", "closed", "confirmed", "done"]),
        ("announced", ["announced", "announcement"]),
        ("debt", ["debt", "loan", "convertible"]),
        ("seed", ["seed"]), ("angel", ["angel"]), ("venture", ["venture"]), ("grant", ["grant"]), ("ipo", ["ipo"]),
        ("other", ["crowdfunding", "equity", "secondary"]),
    ];

    /// <summary>Null where no word of the contract suggests itself, or several do.</summary>
    public static string? Of(string value, IReadOnlyCollection<string> words)
    {
        var said = Contracts.CompanyKey.FromName(value).Split('-');
        if (said.Intersect(Guesses[0].Signs, StringComparer.Ordinal).Any()) return null;
        return Array.Find(Guesses, guess => words.Contains(guess.Word, StringComparer.Ordinal) && guess.Signs.Intersect(said, StringComparer.Ordinal).Any()).Word;
    }
}
