using Spectre.Console;

namespace EventPlatform.Cli.Import.Running;

/// <summary>Shows a run while it works: a bar on a terminal, else a line every few seconds. On standard error, so that the result can be piped.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan BarEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public static async Task ShowAsync(RunProgress progress, Task work, TimeProvider time)
    {
        if (Console.IsErrorRedirected) await LinesAsync(progress, work, time);
        else await BarAsync(progress, work, time);
        await work;
    }

    private static async Task LinesAsync(RunProgress progress, Task work, TimeProvider time)
    {
        string? told = null;
        var next = LineEvery;
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(BarEvery, time));
            var waiting = progress.Waiting;
            if (progress.Elapsed < next && (waiting is null || string.Equals(waiting, told, StringComparison.Ordinal))) continue;
            (told, next) = (waiting, progress.Elapsed + LineEvery);
            if (!work.IsCompleted) await Console.Error.WriteLineAsync($"{progress.Share:P0} {progress}");
        }
    }

    internal static Task BarAsync(RunProgress progress, Task work, TimeProvider time) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 20 }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Text(progress), maxValue: 1);
                while (!work.IsCompleted)
                {
                    bar.Value = progress.Share;
                    bar.Description = Text(progress);
                    await Task.WhenAny(work, Task.Delay(BarEvery, time));
                }
            });

    private static string Text(RunProgress progress) => Markup.Escape($"{progress.Share:P0} {progress}");
}
