using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Projections.Fold.Records;

/// <summary>Computes SHA-256 of a text in UTF-8 without allocating an array.</summary>
internal static class Utf8Hash
{
    public static void Of(string text, Span<byte> hash)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, bytes);
        SHA256.HashData(bytes.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
