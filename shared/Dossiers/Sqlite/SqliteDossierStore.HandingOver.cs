using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Dossiers.Sqlite;

/// <content>Handing over. What is not yet posted stands in a narrow table beside the dossiers.</content>
public sealed partial class SqliteDossierStore
{
    /// <inheritdoc/>
    public Task<bool> Release(BatteryCode code, string keeper, int expectedSequence, string successor, CancellationToken cancellation) =>
        database.Write(session =>
        {
            var changed = expectedSequence == 0
                ? session.Run(
                    """
                    insert into dossiers (code, keeper, epoch, sequence) values ($1, $3, 2, 0)
                    on conflict do update set keeper = $3, epoch = epoch + 1 where sequence = 0 and keeper = $2 and claim is null
                    """,
                    code.Value, keeper, successor)
                : session.Run(
                    "update dossiers set keeper = $3, epoch = epoch + 1 where code = $1 and keeper = $2 and sequence = $4 and claim is null",
                    code.Value, keeper, successor, expectedSequence);
            if (changed > 0)
            {
                session.Run("insert or replace into unposted values ($1, $2)", code.Value, keeper);
            }

            return changed > 0;
        });

    /// <inheritdoc/>
    public Task<bool> Accept(HandOver handOver, CancellationToken cancellation)
    {
        var code = handOver.Battery.Value;
        var standing = handOver.Standing is { } known ? Json(known) : null;
        return database.Write(session =>
        {
            var changed = session.Run(
                """
                insert into dossiers (code, keeper, epoch, sequence, seal, standing) values ($1, $2, $3, $4, $5, $6)
                on conflict do update set keeper = $2, epoch = $3, sequence = $4, seal = $5, standing = $6 where epoch < $3
                """,
                code, handOver.To, handOver.Epoch, handOver.Sequence, handOver.Seal?.Value, standing);
            if (changed > 0)
            {
                session.Run("delete from unposted where code = $1", code);
            }

            return changed > 0;
        });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HandOver>> Unposted(BatteryCode? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<HandOver>>(database.Read(session => session.All(
            """
            select d.code, d.epoch, d.sequence, d.seal, d.standing, u.sender, d.keeper
            from unposted u join dossiers d on d.code = u.code where u.code > $1 order by u.code limit $2
            """,
            row => new HandOver
            {
                Battery = Identifier<BatteryCode>(row, 0),
                Epoch = row.GetInt64(1),
                Sequence = row.GetInt32(2),
                Seal = row.IsDBNull(3) ? null : Identifier<Seal>(row, 3),
                Standing = row.IsDBNull(4) ? null : Value<Standing>(row, 4),
                From = row.GetString(5),
                To = row.GetString(6),
            },
            after?.Value ?? "", limit)));

    /// <inheritdoc/>
    public Task MarkPosted(BatteryCode code, long epoch, CancellationToken cancellation) => database.Write(session => session.Run(
        "delete from unposted where code = $1 and (select epoch from dossiers where code = $1) = $2", code.Value, epoch));
}
