using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>
/// The record keys of one file: the second of two equal ones becomes <c>key#2</c>. Kept as hashes of 64 bits in open addressing, some 12 bytes a
/// key, in many small tables so that one grows at a time.
/// </summary>
internal sealed class RecordKeys
{
    private const int MaxLength = 190;
    private const int Tables = 4096;

    private static readonly SearchValues<char> Refused = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl), '\uFFFE', '\uFFFF']);

    private readonly ulong[][] tables = [.. Enumerable.Range(0, Tables).Select(_ => new ulong[16])];
    private readonly int[] counts = new int[Tables];
    private readonly Dictionary<ulong, int> repeats = [];

    public long Count { get; private set; }

    /// <summary>How many of them came before in the file, and got a number.</summary>
    public long Repeats { get; private set; }

    public string? FirstRepeat { get; private set; }

    /// <summary>The key as it is to be sent.</summary>
    /// <param name="within">What keys may be repeated across, such as a release of the row's own.</param>
    public string Add(string key, string within = "")
    {
        var short_ = Fit(key);
        var hash = Hash(short_ + within);
        if (TryAdd(hash)) return short_;
        Repeats++;
        FirstRepeat ??= short_;
        while (true)
        {
            var number = repeats[hash] = repeats.GetValueOrDefault(hash, 1) + 1;
            var numbered = $"{short_}#{number}";
            if (TryAdd(Hash(numbered + within))) return numbered;
        }
    }

    public bool Contains(string key)
    {
        var hash = Hash(key);
        var table = tables[hash % Tables];
        return table[Slot(table, hash)] == hash;
    }

    /// <summary>The key as the platform keeps it: in NFC. One that is too long for an event keeps its start and a hash of all of it.</summary>
    public static string Fit(string key)
    {
        var normal = key.Normalize();
        return normal.Length <= MaxLength ? normal : $"{normal[..(MaxLength - 20)]}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normal)))[..16]}";
    }

    /// <summary>Why no event can have this key; null where one can.</summary>
    public static string? Problem(string key)
    {
        var at = key.AsSpan().IndexOfAny(Refused);
        return at < 0 ? null : $"contains the character U+{(int)key[at]:X4}";
    }

    private static ulong Hash(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(hash)); // 0 is an empty slot
    }

    private bool TryAdd(ulong hash)
    {
        var number = (int)(hash % Tables);
        var table = tables[number];
        var slot = Slot(table, hash);
        if (table[slot] == hash) return false;
        table[slot] = hash;
        Count++;
        if (++counts[number] * 4 > table.Length * 3) tables[number] = Grown(table);
        return true;
    }

    private static int Slot(ulong[] table, ulong hash)
    {
        var slot = (int)((hash >> 12) % (ulong)table.Length);
        while (table[slot] != 0 && table[slot] != hash) slot = (slot + 1) % table.Length;
        return slot;
    }

    private static ulong[] Grown(ulong[] table)
    {
        var grown = new ulong[table.Length * 3 / 2];
        foreach (var hash in table)
        {
            if (hash != 0) grown[Slot(grown, hash)] = hash;
        }

        return grown;
    }
}
