using EventPlatform.Hosting.Access;

namespace EventPlatform.UnitTests.Hosting;

public sealed class Snapshots_on_disk : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 7, 4, 5, TimeSpan.Zero);
    private static readonly DatedSnapshot Snapshot = new(At, new(
        [new ApiKey("press", Role.Feed, new string('a', 64), "press"), new ApiKey("dashboard", Role.Read, new string('b', 64))],
        [new Feed("press", "/feeds/press", 5, "CC-BY-4.0", "Data by Press")]));

    private readonly string directory = Directory.CreateTempSubdirectory("snapshots").FullName;
    private readonly SnapshotFile file;

    public Snapshots_on_disk() => file = new SnapshotFile(Path, TimeSpan.FromHours(24));

    private string Path => System.IO.Path.Combine(directory, "access.json");

    [Fact]
    public void What_is_written_is_read()
    {
        file.Write(Snapshot).ShouldBeNull();

        var read = file.Read(At.AddHours(24)).Snapshot!;
        read.At.ShouldBe(At);
        read.Snapshot.IsSameAs(Snapshot.Snapshot).ShouldBeTrue();
    }

    [Fact]
    public void Only_its_owner_may_read_it_even_if_something_lay_there_before()
    {
        File.WriteAllText($"{Path}.new", "left by a start that was killed");
        file.Write(Snapshot);

        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(directory).ShouldBe([Path]);
    }

    [Fact]
    public void One_that_is_too_old_is_not_used()
    {
        file.Write(Snapshot);

        var (snapshot, whyNot) = file.Read(At.AddHours(24.1));

        snapshot.ShouldBeNull();
        whyNot!.ShouldContain("older than 24 hours");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"at":"2026-11-23T07:04:05Z","snapshot":{"keys":null,"feeds":[]}}""")]
    public void One_that_is_damaged_is_not_used(string content)
    {
        File.WriteAllText(Path, content);

        var (snapshot, whyNot) = file.Read(At);

        snapshot.ShouldBeNull();
        whyNot!.ShouldContain(Path);
    }

    [Fact]
    public void A_missing_snapshot_is_reported() => file.Read(At).WhyNot!.ShouldContain("there is no file");

    [Fact]
    public void Where_the_newer_one_cannot_be_written_the_older_one_is_deleted()
    {
        file.Write(Snapshot);
        Directory.CreateDirectory($"{Path}.new"); // blocks the file that the newer snapshot is written to

        file.Write(Snapshot with { At = At.AddMinutes(1) }).ShouldNotBeNull();

        file.Read(At).Snapshot.ShouldBeNull();
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
