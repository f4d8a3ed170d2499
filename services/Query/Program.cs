using EventPlatform.Hosting;

return await PlatformService.RunAsync(args, builder => { }, app => { });
