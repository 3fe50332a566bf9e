using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Dossiers;
using Traceability.Dossiers.Tests.Fixtures;
using Traceability.Dossiers.WorkOrders;
using Traceability.Simulation.Processes;

namespace Traceability.Simulation.Telling;

/// <summary>
/// Those who send commands. A command whose fate is uncertain is repeated if it carries a key; one that was refused for the moment is
/// repeated in any case, since then nothing was recorded.
/// </summary>
internal sealed class Clients(Agenda agenda, Chance chance, Crew crew, Truth truth, Action<string>? tell)
{
    private const int AttemptsMax = 60;

    /// <summary>Commands that are not settled yet.</summary>
    public int Waiting { get; private set; }

    /// <summary>Commands that were recorded.</summary>
    public int Recorded { get; private set; }

    /// <summary>Sends a command until its fate is known.</summary>
    public void Send(Command command)
    {
        var errand = new Errand(command);
        Attempt(errand, 1);
        if (command.IsSentTwice)
        {
            Attempt(errand, 1);
        }
    }

    /// <summary>What the commands made must fit what their clients were told.</summary>
    public void Settled(IEnumerable<Command> commands)
    {
        foreach (var command in commands)
        {
            var made = truth.EntriesOf(command.Name);
            if (made != 0 && made != command.Batteries.Count)
            {
                truth.Fail(command.Deed is Deed.Together or Deed.Make ? "work order not whole" : "recorded twice", $"{command} has made {made} entries.");
            }
        }
    }

    private void Attempt(Errand errand, int number)
    {
        Waiting++;
        if (crew.AnyOf(errand.Command.Service) is not { } process)
        {
            Again(errand, number);
            Waiting--;
            return;
        }

        Outcome? outcome = null;
        process.Life.Work(async () => outcome = await Execute(errand.Command, process), failure =>
        {
            crew.Expect(failure);
            tell?.Invoke($"client: attempt {number} of {errand.Command.Name} at {process.Life.Address} ends with {Told(outcome)}{failure?.GetType().Name}");
            Hear(errand, number, outcome);
            Waiting--;
        });
    }

    private void Hear(Errand errand, int number, Outcome? outcome)
    {
        var (command, isLost) = (errand.Command, outcome is null || (errand.Command.LosesAnswer && number == 1));
        errand.IsUncertain |= isLost;
        switch (outcome)
        {
            case Outcome.Recorded(var receipt):
                // Also an answer that gets lost on its way to the client was an answer.
                truth.Acknowledged(command.Name, receipt);
                Recorded++;
                break;

            case Outcome.Refused({ Kind.Category: RefusalCategory.Unavailable }):
                Again(errand, number);
                return;

            case Outcome.Refused(var refusal) when !errand.IsUncertain && !command.IsSentTwice && truth.EntriesOf(command.Name) > 0:
                truth.Fail("refused but recorded", $"{command} was refused: {refusal.Detail}");
                break;
        }

        if (isLost && command.HasKey)
        {
            Again(errand, number);
        }
    }

    private void Again(Errand errand, int number)
    {
        if (number == AttemptsMax)
        {
            truth.Fail("never answered", $"{errand.Command}");
            return;
        }

        Waiting++;
        agenda.In(chance.Span(20, 1500), () =>
        {
            Attempt(errand, number + 1);
            Waiting--;
        });
    }

    private static async Task<Outcome> Execute(Command command, SimulatedProcess process)
    {
        var act = new Act
        {
            By = Some.Maker,
            Service = command.Service,
            Rules = command.Name,
            OccurredAt = Some.Noon,
            Idempotency = command.HasKey ? new(command.Name, command.Name) : null,
        };
        var first = Some.Code(command.Batteries[0]);
        return command.Deed switch
        {
            Deed.Open => await process.Office!.Open(first, act, _ => Some.Registered, CancellationToken.None),
            Deed.Record => await process.Office!.Record(first, act, (standing, _) => Decide(command, standing), CancellationToken.None),
            _ => Outcome(await process.Orders!.CarryOut(
                $"order-{command.Number}",
                act,
                [.. command.Batteries.Select((battery, place) => command.Deed == Deed.Make && place == 0
                    ? PlannedLine.Open(Some.Code(battery), _ => Some.Registered)
                    : PlannedLine.Record(Some.Code(battery), (standing, _) => Decide(command, standing)))],
                [],
                CancellationToken.None)),
        };
    }

    private static Outcome Outcome(WorkOrderOutcome outcome) =>
        outcome is WorkOrderOutcome.Refused { Refusals: var refusals } && refusals.FirstOrDefault(line => line.Refusal.Kind.Category == RefusalCategory.Unavailable) is { } busy
            ? busy.Refusal
            : outcome.OfFirstLine();

    // One after the other is admissible at any time, so that only a fault keeps a command from being recorded.
    private static Decision Decide(Command command, Standing standing) => command.Service switch
    {
        "ownership" when standing.Offer is { } offer => new TransferWithdrawn { Transfer = offer.Transfer, Reason = "changed their mind" },
        "ownership" => new TransferOffered
        {
            Transfer = command.Name, Type = TransferType.Sale, From = Some.Maker, To = Some.OtherMaker, ExpiresAt = Some.Noon.AddDays(1),
        },
        "retirement" when standing.Stage != Stage.Retired => Some.Retired,
        "retirement" => new DispositionDecided { Disposition = Disposition.Recycling, Suggested = Disposition.Recycling, Grounds = ["soh-below-60"] },
        _ => Some.Corrected(command.Number),
    };

    private static string Told(Outcome? outcome) => outcome switch
    {
        Outcome.Recorded(var receipt) => $"entry {receipt.Sequence} ",
        Outcome.Refused(var refusal) => $"{refusal.Kind.Code} ",
        _ => "",
    };

    private sealed class Errand(Command command)
    {
        public Command Command => command;

        public bool IsUncertain { get; set; }
    }
}
