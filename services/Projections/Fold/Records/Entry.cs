using System.Security.Cryptography;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Records;

/// <summary>One report of a record, or a retraction of the whole record.</summary>
/// <param name="Time">See <see cref="Statement"/>.</param>
/// <param name="Hash">The hash of its content; null if it retracts the whole record.</param>
/// <param name="Data">Null if it is not loaded.</param>
/// <param name="WithdrawnBy">The position of the report that retracted this one by id.</param>
internal sealed record Entry(long Position, DateTimeOffset Time, string? Sequence, Guid? Hash, ReportData? Data, long? WithdrawnBy = null)
{
    public bool IsRetraction => Hash is null;

    /// <summary>Returns 128 bits of a content hash of any form, which suffice to distinguish the few reports of one record.</summary>
    public static Guid HashOf(string contentHash)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Utf8Hash.Of(contentHash, hash);
        return new(hash[..16], bigEndian: true);
    }
}
