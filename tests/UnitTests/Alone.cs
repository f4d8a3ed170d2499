namespace EventPlatform.UnitTests;

/// <summary>Tests that measure the memory of the process. Nothing runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
