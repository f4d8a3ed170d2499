using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>A key as sent by a source, or by one of its records.</summary>
/// <param name="Record">The record; empty unless ops reassigned the key in single records of the source.</param>
internal readonly record struct Mention(string Key, string Source, string Record = "");

/// <summary>An event in the log that makes two keys mean one company, or not.</summary>
/// <param name="Ordinal">The number of the event among those of one report.</param>
internal abstract record IdentityEvent(long Position, int Ordinal = 0)
{
    public static IdentityEvent Of(long position, IdentityDeclared declared) => declared switch
    {
        CompanyAliasDeclared alias => new Joined(position, alias.Alias, alias.Key),
        CompaniesMerged merged => new Joined(position, merged.From, merged.Into),
        CompaniesSplit split => new Split(position, split.Key, split.Without),
        CompanyReassigned reassigned => new Reassigned(position, reassigned.Key),
        _ => throw new NotSupportedException($"{declared.GetType().Name} is not an event of identity: add it here"),
    };
}

/// <summary>The first report that gave an identifier to a key.</summary>
internal sealed record Identified(long Position, int Ordinal, string Identifier, Mention Mention) : IdentityEvent(Position, Ordinal);

/// <summary>An alias or a merge: everything of the one company belongs to the other.</summary>
internal sealed record Joined(long Position, string From, string Into) : IdentityEvent(Position);

/// <summary>Keys that leave a company.</summary>
internal sealed record Split(long Position, string Key, IReadOnlyList<string> Without) : IdentityEvent(Position);

/// <summary>Some reports that name a key mean another one, from the start of the log on.</summary>
internal sealed record Reassigned(long Position, string Key) : IdentityEvent(Position);
