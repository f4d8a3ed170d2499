using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>A key as a source sends it, or as one of its records does.</summary>
/// <param name="Record">Empty unless ops reassigned the key in single records of the source.</param>
internal readonly record struct Mention(string Key, string Source, string Record = "");

/// <summary>A reason for two keys to mean one company, or not to, at its place in the log.</summary>
/// <param name="Ordinal">Its number among those of one report.</param>
internal abstract record IdentityEvent(long Position, int Ordinal = 0)
{
    public static IdentityEvent Of(long position, IdentityDeclared declared) => declared switch
    {
        CompanyAliasDeclared alias => new Joined(position, alias.Alias, alias.Key),
        CompaniesMerged merged => new Joined(position, merged.From, merged.Into),
        CompaniesSplit split => new Split(position, split.Key, split.Without),
        CompanyReassigned reassigned => new Reassigned(position, reassigned.Key),
        _ => throw new NotSupportedException($"{declared.GetType().Name} is no event of identity: add it here"),
    };
}

/// <summary>The first report that gave an identifier to a key.</summary>
internal sealed record Identified(long Position, int Ordinal, string Identifier, Mention Mention) : IdentityEvent(Position, Ordinal);

/// <summary>An alias or a merge: everything of the one company belongs to the other.</summary>
internal sealed record Joined(long Position, string From, string Into) : IdentityEvent(Position);

/// <summary>Keys that leave a company.</summary>
internal sealed record Split(long Position, string Key, IReadOnlyList<string> Without) : IdentityEvent(Position);

/// <summary>Some reports that say a key mean another one, from the start of the log on.</summary>
internal sealed record Reassigned(long Position, string Key) : IdentityEvent(Position);
