using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

/// <summary>What one feed says about one thing over time. A report without a record key is a record of its own.</summary>
internal readonly record struct RecordId(string Source, string Record)
{
    public static RecordId Of(IReport report) =>
        new(report.Source, report.RecordKey is { } key ? $"record:{key}" : $"report:{report.Id}");

    /// <summary>The id of the fact that this record founds: the same in every generation. A version 8 UUID over SHA-256.</summary>
    public Guid FactId()
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{Source}\n{Record}")).AsSpan(0, 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x8000 | (BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x0fff)));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3f));
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>A record after some of its reports.</summary>
/// <param name="Newest">Position of the report that counts.</param>
/// <param name="Sequence">The feed's sequence of that report.</param>
/// <param name="Hash">Its content.</param>
/// <param name="LastConfirmed">Position at which that content was last sent.</param>
/// <param name="Positions">Every report that said something else than the one before it, in the order of the log.</param>
internal sealed record RecordState(Guid FactId, long Newest, string? Sequence, string Hash, long LastConfirmed, IReadOnlyList<long> Positions)
{
    public static RecordState First(RecordId id, long position, IReport report) =>
        new(id.FactId(), position, report.Sequence, report.ContentHash, position, [position]);

    public RecordState Add(long position, IReport report)
    {
        var isNewer = Sequence is null || report.Sequence is null || CompareSequences(report.Sequence, Sequence) >= 0;
        var isConfirmation = string.Equals(Hash, report.ContentHash, StringComparison.Ordinal);
        return (isNewer, isConfirmation) switch
        {
            (true, true) => this with { Newest = position, Sequence = report.Sequence, LastConfirmed = position },
            (false, true) => this with { LastConfirmed = position },
            (true, false) => this with
            {
                Newest = position, Sequence = report.Sequence, Hash = report.ContentHash, LastConfirmed = position, Positions = [.. Positions, position],
            },
            (false, false) => this with { Positions = [.. Positions, position] },
        };
    }

    /// <summary>By number where both are whole numbers, else by text as CloudEvents' sequence extension has it.</summary>
    private static int CompareSequences(string one, string other) =>
        BigInteger.TryParse(one, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var a)
        && BigInteger.TryParse(other, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b)
            : string.CompareOrdinal(one, other);
}
