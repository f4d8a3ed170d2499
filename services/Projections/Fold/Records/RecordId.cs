using System.Buffers.Binary;
using System.Security.Cryptography;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Records;

/// <summary>
/// The identity of a record: what one source says about one thing over time. A report without a record key is a record of its own.
/// </summary>
internal readonly record struct RecordId(string Source, string Record)
{
    public static RecordId Of(IReport report) => Of(report.Source, report.RecordKey, report.Id);

    /// <summary>
    /// Returns the record of which a report, or a retraction of a whole record, is an entry; null for retractions by id and declarations by
    /// ops.
    /// </summary>
    public static RecordId? OfEntry(IReport report) => report.Data switch
    {
        ReportRetracted { Target.RecordKey: { } key } => Keyed(report.Source, key),
        ReportRetracted or IdentityDeclared or NotedByPlatform => null,
        _ => Of(report),
    };

    /// <summary>Returns the record that a report belongs to: a record of its own if the report is not an entry of any.</summary>
    public static RecordId OfWords(IReport report) => OfEntry(report) ?? Of(report);

    public static RecordId Of(string source, string? recordKey, string id) => new(source, RecordName.Of(recordKey, id));

    public static RecordId Keyed(string source, string recordKey) => Of(source, recordKey, "");

    /// <summary>
    /// Returns the id of the fact that this record founds. It is the same in every generation: a version 8 UUID over SHA-256.
    /// </summary>
    public Guid FactId()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Utf8Hash.Of($"{Source}\n{Record}", hash);
        var bytes = hash[..16];
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x8000 | (BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x0fff)));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3f));
        return new Guid(bytes, bigEndian: true);
    }
}
