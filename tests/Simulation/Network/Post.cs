using Traceability.Dossiers.HandOvers;
using Traceability.Simulation.Processes;

namespace Traceability.Simulation.Network;

/// <summary>
/// Between keepers: requests and answers get lost, doubled and delayed; dossiers are carried at least once, again after every failure, and
/// their copies may be late.
/// </summary>
internal sealed class Post(Agenda agenda, Chance chance, Crew crew, Action<string>? tell)
{
    /// <summary>What it does to messages.</summary>
    public NetworkFaults Faults { get; set; }

    /// <summary>Dossiers, and copies of them, that are on their way.</summary>
    public int OnTheirWay { get; private set; }

    /// <summary>Brings a request to any process of a keeper.</summary>
    public void Ask(string keeper, DossierRequest request) => Send(() =>
    {
        if (crew.AnyOf(keeper) is { Desk: { } desk } process)
        {
            process.Life.Work(() => desk.Receive(request, CancellationToken.None), crew.Expect);
        }
    });

    /// <summary>Brings an answer to the very process that asked, if it still lives.</summary>
    public void Answer(string address, DossierAnswer answer) => Send(() =>
    {
        if (crew.At(address) is { Desk: { } desk } process)
        {
            process.Life.Work(() => desk.Receive(answer, CancellationToken.None), crew.Expect);
        }
    });

    /// <summary>Brings a dossier to any process of its new keeper, until one has taken it.</summary>
    public void Carry(HandOver handOver)
    {
        Carry(handOver, Delay());
        if (Faults.HasFlag(NetworkFaults.Doubles) && chance.Happens(40))
        {
            Carry(handOver, Delay() + chance.Span(0, 3000));
        }
    }

    private void Carry(HandOver handOver, TimeSpan delay)
    {
        OnTheirWay++;
        agenda.In(delay, () =>
        {
            if (crew.AnyOf(handOver.To) is not { Desk: { } desk } process)
            {
                Carry(handOver, chance.Span(20, 400));
                OnTheirWay--;
                return;
            }

            tell?.Invoke($"mail: dossier of {handOver.Battery.Value[^2..]} epoch {handOver.Epoch} reaches {process.Life.Address}");
            process.Life.Work(() => desk.Receive(handOver, CancellationToken.None), failure =>
            {
                crew.Expect(failure);
                if (failure is not null)
                {
                    Carry(handOver, chance.Span(20, 400));
                }

                OnTheirWay--;
            });
        });
    }

    private void Send(Action arrive)
    {
        if (Faults.HasFlag(NetworkFaults.Loses) && chance.Happens(15))
        {
            return;
        }

        agenda.In(Delay(), arrive);
        if (Faults.HasFlag(NetworkFaults.Doubles) && chance.Happens(15))
        {
            agenda.In(Delay() + chance.Span(0, 1000), arrive);
        }
    }

    private TimeSpan Delay() => Faults.HasFlag(NetworkFaults.Delays) && chance.Happens(15) ? chance.Span(10, 4000) : chance.Span(0.2, 4);
}

/// <summary>The mail as one process sees it.</summary>
internal sealed class SimulatedMail(Post post, Wire wire, string address) : IKeeperMail
{
    public string ReplyTo => address;

    public Task Ask(string keeper, DossierRequest request, CancellationToken cancellation) =>
        wire.Call($"ask {keeper} for {request.Battery.Value[^2..]}, {request.Purpose}, highest epoch {request.HighestEpoch}", () => Done(() => post.Ask(keeper, request)));

    public Task Answer(DossierRequest request, DossierAnswer answer, CancellationToken cancellation) =>
        wire.Call($"answer {request.ReplyTo}", () => Done(() => post.Answer(request.ReplyTo, answer)));

    public Task Post(HandOver handOver, CancellationToken cancellation) =>
        wire.Call($"post {handOver.Battery.Value[^2..]} epoch {handOver.Epoch} to {handOver.To}", () => Done(() => post.Carry(handOver)));

    private static bool Done(Action action)
    {
        action();
        return true;
    }
}
