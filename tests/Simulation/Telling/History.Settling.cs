using Traceability.Dossiers.Tests.Fixtures;
using Traceability.Simulation.Network;
using Traceability.Simulation.Processes;

namespace Traceability.Simulation.Telling;

/// <content>How it ends: the trouble is over, all comes to rest, every dossier is written once more, and what was promised is looked at.</content>
internal sealed partial class History
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(5);

    private readonly List<Command> last = [];

    // From now on everything works: what is promised for the end has its chance.
    private void EndTheTroubles()
    {
        post.Faults = NetworkFaults.None;
        broker.Faults = NetworkFaults.None;
        foreach (var process in crew.All)
        {
            process.Mishaps.Disarm();
        }

        agenda.In(Between, () => Settle(agenda.Now + PatienceMax));
    }

    private void Settle(TimeSpan deadline)
    {
        if (IsQuiet())
        {
            truth.EveryDossierIsKept();
            clients.Settled([.. plan.Steps.OfType<Command>(), .. last]);
            if (last.Count == 0)
            {
                AskOnceMore();
            }
            else
            {
                last.ForEach(MustBeRecorded);
                truth.IsWhatAuditTells(histories);
                isOver = true;
                return;
            }
        }
        else if (agenda.Now > deadline)
        {
            truth.Fail("does not settle", Unsettled());
            return;
        }

        agenda.In(Between, () => Settle(deadline));
    }

    // Every dossier can still be written, wherever it has ended up.
    private void AskOnceMore()
    {
        foreach (var battery in plan.Steps.OfType<Command>().SelectMany(command => command.Batteries).Distinct())
        {
            last.Add(new(agenda.Now, 1000 + battery, chance.Pick(Planner.Keepers), Deed.Record, [battery]) { HasKey = true });
        }

        last.ForEach(clients.Send);
        if (last.Count == 0)
        {
            isOver = true;
        }
    }

    private void MustBeRecorded(Command command)
    {
        if (truth.EntriesOf(command.Name) == 0 && truth.Written.ContainsKey(Some.Code(command.Batteries[0])))
        {
            truth.Fail("not writable any more", $"Battery {command.Batteries[0]} by {command.Service}.");
        }
    }

    private bool IsQuiet() => clients.Waiting == 0 && post.OnTheirWay == 0 && broker.IsEmpty && crew.IsComplete
        && databases.Values.All(database => database.Dossiers.IsQuiet && OpenOrders(database) == 0);

    private static int OpenOrders(Database database) => database.Documents.List("work-orders", "open", null, 1).Count;

    private string Unsettled() => string.Join(
        '\n',
        databases.SelectMany(database => database.Value.Dossiers.All.Select(dossier => $"{database.Key}: {dossier with { Standing = null }}")
            .Append($"{database.Key}: {OpenOrders(database.Value)} open orders"))
            .Append($"commands waiting: {clients.Waiting}, dossiers on their way: {post.OnTheirWay}, Audit has everything: {broker.IsEmpty}"));
}
