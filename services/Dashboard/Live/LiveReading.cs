using EventPlatform.Dashboard.Facts;
using EventPlatform.Dashboard.Log;
using EventPlatform.Dashboard.Upstream;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace EventPlatform.Dashboard.Live;

/// <summary>Reads what is new, and renders it with the components that the pages use.</summary>
internal sealed class LiveReading(PlatformApi platform, SharedPages shared, IServiceScopeFactory scopes, ILoggerFactory log)
{
    public Task<RenderedPage> FactsAsync(string reader, string address, CancellationToken ct) =>
        shared.GetAsync($"{reader} {address}", async () =>
        {
            var page = await platform.GetAsync<FactChangesPage>(Service.Query, address, CancellationToken.None);
            var rows = await RenderAsync<FactLine, FactChange>(
                page.Items, change => change.Cursor, change => (nameof(FactLine.Fact), change.Fact));
            return new(rows, page.Next, page.Redone is not null);
        }, ct);

    public Task<RenderedPage> LogAsync(string reader, string address, CancellationToken ct) =>
        shared.GetAsync($"{reader} {address}", async () =>
        {
            var page = await platform.GetAsync<LogPage>(Service.Query, address, CancellationToken.None);
            var rows = await RenderAsync<ReportLine, LoggedReport>(
                page.Items, report => $"{report.Position}", report => (nameof(ReportLine.Report), report));
            return new(rows, page.Next, IsRedone: false);
        }, ct);

    /// <summary>Renders in a scope of its own, because the request that began it may have ended.</summary>
    private async Task<IReadOnlyList<RenderedRow>> RenderAsync<TRow, T>(
        IReadOnlyList<T> items, Func<T, string> cursor, Func<T, (string Name, object? Value)> parameter)
        where TRow : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, log);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var rows = new List<RenderedRow>();
            foreach (var item in items)
            {
                var (name, value) = parameter(item);
                var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value });
                rows.Add(new(cursor(item), (await renderer.RenderComponentAsync<TRow>(parameters)).ToHtmlString()));
            }

            return rows;
        });
    }
}
