using EventPlatform.Contracts;

namespace EventPlatform.Query;

/// <summary>A partial date and the days that it can mean.</summary>
/// <param name="Date">EDTF text such as <c>2020-34</c>.</param>
/// <param name="Earliest">First day; absent if the date is open at its start.</param>
/// <param name="Latest">Last day; absent if the date is open at its end.</param>
/// <param name="Wording">The date in the words of the source.</param>
internal sealed record DateAnswer(string Date, DateOnly? Earliest, DateOnly? Latest, string? Wording)
{
    public static DateAnswer? Of(PartialDate? date) => date is null ? null : new(date.Text, date.Earliest, date.Latest, date.Wording);
}
