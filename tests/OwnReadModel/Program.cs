using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.OwnReadModel;
using EventPlatform.Storage;
using JasperFx.Events.Projections;
using Marten;

return await PlatformService.RunAsync(args,
    builder =>
    {
        builder.AddAccessPolling();
        builder.AddOwnReadModel("funding", marten => marten.Projections.Add<Rounds>(ProjectionLifecycle.Async));
    },
    app => app.MapGet("/v1/rounds", (string source, IQuerySession session, CancellationToken ct) =>
        session.Query<Round>().Where(round => round.Source == source && round.Amount != null)
            .GroupBy(round => new { round.Year, round.Amount!.Currency })
            .Select(group => new
            {
                group.Key.Year,
                group.Key.Currency,
                Rounds = group.Count(),
                Amount = group.Sum(round => round.Amount!.Amount),
                Reports = group.Sum(round => round.Reports),
            })
            .ToListAsync(ct)).RequireKey(Role.Read));
