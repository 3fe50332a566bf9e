using Microsoft.Data.Sqlite;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Sqlite;

namespace Traceability.Audit.RefusedAttempts;

/// <summary>Refused attempts in SQLite.</summary>
public sealed class SqliteRefusedAttempts : IRefusedAttempts
{
    private const int KeptDays = 800;
    private const int ExaminedMax = 2000;

    internal const string Tables = """
        create table audit_refusals (
            id integer primary key, party text not null, day integer not null, battery text not null, problem text not null, service text not null,
            detail text not null, party_region text, count integer not null, first_at integer not null, last_at integer not null,
            unique (party, day, battery, problem));
        create index audit_refusals_battery on audit_refusals (battery);
        create index audit_refusals_party on audit_refusals (party);
        create index audit_refusals_problem on audit_refusals (problem);
        create index audit_refusals_day on audit_refusals (day);
        """;

    private const string Columns = "id, battery, party, service, problem, detail, count, first_at, last_at";

    private const string Criteria = """
        ($4 is null or battery = $4) and ($5 is null or party = $5) and ($6 is null or problem = $6)
        and ($7 is null or last_at >= $7) and ($8 is null or first_at <= $8) and ($9 is null or party = $9)
        and ($10 is null or party_region between $10 and $11
            or exists (select 1 from audit_access a where a.who = $10 and a.battery = r.battery))
        """;

    private readonly SqliteDatabase database;

    /// <summary>Makes the tables where they are missing.</summary>
    public SqliteRefusedAttempts(SqliteDatabase database)
    {
        this.database = database;
        SqliteAudit.MakeTables(database);
    }

    /// <inheritdoc/>
    public Task Keep(IReadOnlyList<(RecordingRefused Refused, RegionCode? PartyRegion)> attempts, CancellationToken cancellation) => database.Write(session =>
    {
        foreach (var (refused, region) in attempts)
        {
            Keep(session, refused, region);
        }

        var lastDay = attempts.Max(attempt => ChinaTime.Day(attempt.Refused.RefusedAt).DayNumber);
        return session.Run("delete from audit_refusals where day < $1", lastDay - KeptDays);
    });

    /// <inheritdoc/>
    public Task<RefusedAttemptPage> Find(RefusedAttemptCriteria criteria, CancellationToken cancellation) => Task.FromResult(database.Read(session =>
    {
        var lead = LeadOf(criteria);
        object?[] values =
        [
            criteria.After ?? long.MaxValue, criteria.Limit, 0L, criteria.Battery?.Value, criteria.Party?.Value, criteria.Problem,
            criteria.From?.ToUnixTimeMilliseconds(), criteria.To?.ToUnixTimeMilliseconds(), criteria.OwnOf?.Value, criteria.Region, criteria.Region + '\uffff',
        ];
        var downTo = session.One(LastExamined(lead), row => (long?)row.GetInt64(0), values);
        values[2] = downTo ?? 0;
        var rows = session.All(Page(lead), Read, values);
        return new RefusedAttemptPage
        {
            Attempts = [.. rows.Select(row => row.Attempt)],
            Next = rows.Count == criteria.Limit ? rows[^1].Id : downTo,
        };
    }));

    /// <summary>Every way in which attempts are found: the index that leads, and what leads along it.</summary>
    internal static IReadOnlyList<string> Leads { get; } =
    [
        "indexed by audit_refusals_battery where battery = $4 and",
        "indexed by audit_refusals_party where party = $5 and",
        "indexed by audit_refusals_party where party = $9 and",
        "indexed by audit_refusals_problem where problem = $6 and",
        "where",
    ];

    /// <summary>The last attempt that a call looks at, where there are more.</summary>
    internal static string LastExamined(string lead) => $"select id from audit_refusals r {lead} id < $1 order by id desc limit 1 offset {ExaminedMax - 1}";

    /// <summary>A page of those that meet all criteria.</summary>
    internal static string Page(string lead) => $"select {Columns} from audit_refusals r {lead} id < $1 and id >= $3 and {Criteria} order by id desc limit $2";

    private static string LeadOf(RefusedAttemptCriteria criteria) => criteria switch
    {
        { Battery: not null } => Leads[0],
        { Party: not null } => Leads[1],
        { OwnOf: not null } => Leads[2],
        { Problem: not null } => Leads[3],
        _ => Leads[4],
    };

    private static void Keep(SqliteSession session, RecordingRefused refused, RegionCode? region)
    {
        var (party, battery, at) = (refused.Party.Value, refused.Battery.Value, refused.RefusedAt.ToUnixTimeMilliseconds());
        var day = ChinaTime.Day(refused.RefusedAt).DayNumber;
        var counted = session.Run(
            """
            update audit_refusals set count = count + 1, first_at = min(first_at, $5), last_at = max(last_at, $5)
            where party = $1 and day = $2 and battery = $3 and problem = $4
            """,
            party, day, battery, refused.Problem, at);
        if (counted == 0)
        {
            session.Run(
                """
                insert into audit_refusals (party, day, battery, problem, service, detail, party_region, count, first_at, last_at)
                select $1, $2, $3, $4, $5, $6, $7, 1, $8, $8 where (select count(*) from audit_refusals where party = $1 and day = $2) < $9
                """,
                party, day, battery, refused.Problem, refused.Service, refused.Detail, region?.Value, at, IRefusedAttempts.PerPartyAndDayMax);
        }
    }

    private static (long Id, RefusedAttempt Attempt) Read(SqliteDataReader row) => (row.GetInt64(0), new()
    {
        Battery = Identifier<BatteryCode>(row.GetString(1)),
        Party = Identifier<PartyId>(row.GetString(2)),
        Service = row.GetString(3),
        Problem = row.GetString(4),
        Detail = row.GetString(5),
        Count = row.GetInt32(6),
        FirstAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7)),
        LastAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
    });

    private static T Identifier<T>(string text)
        where T : struct, IIdentifier<T> =>
        T.Parse(text, out var identifier) is { } refusal ? throw new InvalidDataException(refusal.Detail) : identifier;
}
