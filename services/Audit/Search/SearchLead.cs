namespace Traceability.Audit.Search;

/// <summary>A criterion that may lead a search: the statements that go along its index. Parameters are those of <see cref="SearchValues"/>.</summary>
internal sealed record SearchLead
{
    /// <summary>How many candidates a call looks at.</summary>
    public const int ExaminedMax = 2000;

    /// <summary>How many candidates are counted to see which criterion has the fewest.</summary>
    public const int CountedMax = 200;

    /// <summary>How many batteries a range may hold and still be sorted.</summary>
    public const int RangeMax = 2000;

    private const string Criteria = """
        ($4 is null or b.maker = $4) and ($5 is null or b.holder = $5) and ($6 is null or b.custodian = $6) and ($7 is null or b.vin = $7)
        and ($8 is null or b.model = $8) and ($9 is null or b.stage = $9) and ($10 is null or b.chemistry = $10) and ($11 is null or b.level = $11)
        and ($12 is null or b.region between $12 and $13)
        and ($14 is null or b.produced >= $14) and ($15 is null or b.produced <= $15)
        and ($16 is null or b.recorded >= $16) and ($17 is null or b.recorded <= $17)
        and ($20 is null or b.soh >= $20) and ($21 is null or b.soh <= $21)
        and ($22 is null or b.last_kind = $22)
        and ($23 is null or exists (select 1 from audit_discrepancies d where d.kind = $23 and d.battery = b.battery))
        and ($24 is null or exists (select 1 from audit_access a where a.who = $24 and a.battery = b.battery))
        """;

    private static readonly (int[] Values, SearchLead Lead)[] All =
    [
        ([7], Column("vin", 7)),
        ([23], Table("audit_discrepancies", "kind", 23)),
        ([5], Column("holder", 5)),
        ([6], Column("custodian", 6)),
        ([8], Column("model", 8)),
        ([4], Column("maker", 4)),
        ([22], Column("last_kind", 22)),
        ([9], Column("stage", 9)),
        ([10], Column("chemistry", 10)),
        ([11], Column("level", 11)),
        ([24], Table("audit_access", "who", 24)),
        ([12], Range("region", "$12", "$13")),
        ([14, 15], Range("produced", "coalesce($14, -1)", "coalesce($15, 4000000)")),
        ([18, 19], Range("recorded_day", "coalesce($18, -1)", "coalesce($19, 4000000)")),
        ([20, 21], Range("soh", "coalesce($20, -1)", "coalesce($21, 4000000)")),
        ([], Lead("audit_batteries b", "true", "b")),
    ];

    /// <summary>Counts the candidates, up to as many as is asked; and, but for a range, tells the last of them.</summary>
    public required string Count { get; init; }

    /// <summary>A page of those that meet all criteria.</summary>
    public required string Select { get; init; }

    /// <summary>Whether the candidates come in another order than that of codes.</summary>
    public bool IsRange { get; init; }

    /// <summary>Every lead there is.</summary>
    public static IEnumerable<SearchLead> Known => All.Select(known => known.Lead);

    /// <summary>The leads that a search has; where no criterion leads, the codes themselves do.</summary>
    public static IReadOnlyList<SearchLead> Leading(object?[] values) =>
        [.. All.Where(known => known.Values.Length == 0 || known.Values.Any(value => values[value - 1] is not null)).Select(known => known.Lead)];

    private static SearchLead Column(string column, int value) =>
        Lead($"audit_batteries b indexed by audit_batteries_{column}", $"b.{column} = ${value}", "b");

    private static SearchLead Table(string table, string column, int value)
    {
        var lead = Lead($"{table} t", $"t.{column} = ${value}", "t");
        return lead with { Select = lead.Select.Replace(" t where", " t cross join audit_batteries b on b.battery = t.battery where", StringComparison.Ordinal) };
    }

    private static SearchLead Range(string column, string from, string to)
    {
        var lead = Lead($"audit_batteries b indexed by audit_batteries_{column}", $"b.{column} >= {from} and b.{column} <= {to}", "b");
        return lead with
        {
            IsRange = true,
            Count = $"select count(*) from (select 1 from audit_batteries b indexed by audit_batteries_{column} where b.{column} >= {from} and b.{column} <= {to} limit $25)",
        };
    }

    private static SearchLead Lead(string from, string where, string codesOf)
    {
        var codes = $"{codesOf}.battery >= $1 and {codesOf}.battery <= $2";
        return new()
        {
            Count = $"select count(*), max(battery) from (select {codesOf}.battery from {from} where {where} and {codes} order by {codesOf}.battery limit $25)",
            Select = $"select {Qualified} from {from} where {where} and {codes} and {Criteria} order by {codesOf}.battery limit $3",
        };
    }

    private static string Qualified => "b." + SqliteSearchRows.Columns.Replace(", ", ", b.", StringComparison.Ordinal);
}
