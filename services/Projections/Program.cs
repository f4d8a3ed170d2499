using EventPlatform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatformDefaults();
var app = builder.Build();
app.MapPlatformEndpoints();
await app.RunAsync();
