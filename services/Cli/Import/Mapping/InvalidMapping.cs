namespace EventPlatform.Cli.Import.Mapping;

/// <summary>What is wrong with a mapping, and where.</summary>
internal sealed record MappingProblem(int Line, int Column, string Message);

/// <summary>A mapping cannot be used; it says everything that is wrong with it.</summary>
internal sealed class InvalidMapping(string path, IReadOnlyList<MappingProblem> problems)
    : CommandException(string.Join('\n', problems.OrderBy(problem => (problem.Line, problem.Column)).Select(problem => $"{path}({problem.Line},{problem.Column}): {problem.Message}")))
{
    public IReadOnlyList<MappingProblem> Problems { get; } = problems;
}
