using System.Text;
using CsCheck;
using EventPlatform.Generators;

namespace EventPlatform.UnitTests.Ingestion;

/// <summary>Valid events with random changes to bytes or fields are read or refused, and never cause an exception.</summary>
public sealed class Mutated_events
{
    [Fact]
    public void Bytes_changed_at_random() => Mutations.OfBytes.Sample(IsReadOrRefused, iter: 20_000, print: Encoding.UTF8.GetString);

    [Fact]
    public void Fields_changed_at_random() => Mutations.OfFields.Sample(IsReadOrRefused, iter: 20_000, print: Encoding.UTF8.GetString);

    private static void IsReadOrRefused(byte[] bytes)
    {
        var read = Examples.Read(bytes);
        (read.Report is null).ShouldBe(read.Problems.Count > 0);
    }
}
