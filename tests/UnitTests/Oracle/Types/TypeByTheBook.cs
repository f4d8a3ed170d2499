using CsCheck;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle.Types;

/// <summary>
/// The rules of docs/facts.md for one report type, for the oracle. Each type has one class in this folder, by which it is found.
/// </summary>
internal abstract class TypeByTheBook
{
    private static readonly Dictionary<Type, TypeByTheBook> ByType = typeof(TypeByTheBook).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(TypeByTheBook)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (TypeByTheBook)Activator.CreateInstance(type)!).ToDictionary(type => type.DataType);

    public static IReadOnlyCollection<TypeByTheBook> All => ByType.Values;

    public static TypeByTheBook Of(ReportData data) =>
        Find(data.GetType()) ?? throw new NotSupportedException($"{data.GetType().Name} becomes no fact");

    public static TypeByTheBook? Find(Type type) => ByType.GetValueOrDefault(type);

    public abstract Type DataType { get; }

    /// <summary>Reports with values on both sides of each threshold of the rules.</summary>
    public abstract Gen<ReportData> Any { get; }

    public abstract PartialDate? WhenOf(ReportData data);

    public abstract Enum StatusOf(ReportData data);

    public abstract Money? MoneyOf(ReportData data);

    /// <summary>A second party, whose facts include it as well.</summary>
    public abstract Party? CounterpartyOf(ReportData data);

    /// <summary>All parties that it names, except the company.</summary>
    public abstract IEnumerable<Party> OthersIn(ReportData data);

    /// <summary>Only reports in the same group can match.</summary>
    public abstract string GroupOf(Said said);

    /// <summary>True if two reports of a group mean the same.</summary>
    public abstract bool Match(Said one, Said other);

    /// <summary>True if two reports of a group never belong to the same fact.</summary>
    public abstract bool Exclude(Said one, Said other);

    /// <summary>The distance between two reports that match (R32).</summary>
    public abstract (int, int, decimal, decimal) Distance(Said one, Said other);

    public abstract string SentenceOf(ReportData data);
}

/// <inheritdoc/>
internal abstract class TypeByTheBook<T> : TypeByTheBook where T : ReportData
{
    protected const decimal Unknown = decimal.MaxValue;

    public sealed override Type DataType => typeof(T);

    protected abstract PartialDate? When(T data);

    protected abstract Enum Status(T data);

    protected virtual Money? Money(T data) => null;

    protected virtual Party? Counterparty(T data) => null;

    protected virtual IEnumerable<Party> Others(T data) => Counterparty(data) is { } party ? [party] : [];

    protected abstract string Group(T data, Said said);

    protected abstract bool Match(T a, T b, Said one, Said other);

    protected virtual bool Exclude(T a, T b) => false;

    protected virtual (int, int, decimal, decimal) Distance(T a, T b, decimal days, decimal money) => (0, 0, days, money);

    protected abstract string Sentence(T data);

    public sealed override PartialDate? WhenOf(ReportData data) => When((T)data);

    public sealed override Enum StatusOf(ReportData data) => Status((T)data);

    public sealed override Money? MoneyOf(ReportData data) => Money((T)data);

    public sealed override Party? CounterpartyOf(ReportData data) => Counterparty((T)data);

    public sealed override IEnumerable<Party> OthersIn(ReportData data) => Others((T)data);

    public sealed override string GroupOf(Said said) => $"{typeof(T).Name} {Group((T)said.Data, said)}";

    public sealed override bool Match(Said one, Said other) => Match((T)one.Data, (T)other.Data, one, other);

    public sealed override bool Exclude(Said one, Said other) => Exclude((T)one.Data, (T)other.Data);

    public sealed override (int, int, decimal, decimal) Distance(Said one, Said other) => Distance(
        (T)one.Data, (T)other.Data, Near.Days(one.When, other.When) ?? Unknown, Near.Share(one.Money, other.Money) ?? Unknown);

    public sealed override string SentenceOf(ReportData data) => Sentence((T)data);
}
