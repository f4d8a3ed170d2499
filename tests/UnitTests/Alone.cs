namespace EventPlatform.UnitTests;

/// <summary>Tests that measure the memory of the process, so nothing else may run in parallel.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
