using System.Collections.Concurrent;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Dossiers.Tests.Fixtures;

/// <summary>What becomes of a message.</summary>
internal enum Fate
{
    Arrives,
    ArrivesTwice,
    ArrivesLate,

    /// <summary>It does not arrive; who posts a dossier learns of it, who asks or answers does not.</summary>
    IsLost,

    /// <summary>It arrives once <see cref="KeeperNetwork.DeliverHeld"/> is called.</summary>
    IsHeld,
}

/// <summary>The mail between the keepers of a test. Dossiers that are posted wait for a process that takes them, as on a broker.</summary>
internal sealed class KeeperNetwork
{
    private readonly ConcurrentDictionary<KeeperMail, HandOverDesk> processes = new();
    private readonly ConcurrentQueue<HandOver> waiting = new();
    private readonly ConcurrentQueue<Action> held = new();

    /// <summary>Decides on each request, answer and hand-over.</summary>
    public Func<object, Fate> Decide { get; set; } = _ => Fate.Arrives;

    /// <summary>All that was sent.</summary>
    public ConcurrentQueue<object> Sent { get; } = new();

    public void Connect(KeeperMail mail, HandOverDesk desk)
    {
        processes[mail] = desk;
        for (var count = waiting.Count; count > 0 && waiting.TryDequeue(out var handOver); count--)
        {
            Run(handOver);
        }
    }

    public void Disconnect(KeeperMail mail) => processes.TryRemove(mail, out _);

    public void DeliverHeld()
    {
        while (held.TryDequeue(out var deliver))
        {
            deliver();
        }
    }

    public void Ask(string keeper, DossierRequest request) => Carry(request, () => _ = Deliver(request, mail => mail.Keeper == keeper));

    public void Answer(string replyTo, DossierAnswer answer) => Carry(answer, () => _ = Deliver(answer, mail => mail.ReplyTo == replyTo));

    public void Post(HandOver handOver)
    {
        if (!Carry(handOver, () => Run(handOver)))
        {
            throw new IOException("not confirmed");
        }
    }

    private bool Carry(object message, Action deliver)
    {
        Sent.Enqueue(message);
        var fate = Decide(message);
        switch (fate)
        {
            case Fate.IsLost:
                return false;

            case Fate.IsHeld:
                held.Enqueue(deliver);
                return true;

            case Fate.ArrivesLate:
                _ = Task.Delay(Random.Shared.Next(30)).ContinueWith(_ => deliver(), TaskScheduler.Default);
                return true;

            default:
                deliver();
                if (fate == Fate.ArrivesTwice)
                {
                    deliver();
                }

                return true;
        }
    }

    private void Run(HandOver handOver) => _ = Task.Run(async () =>
    {
        if (!await Deliver(handOver, mail => mail.Keeper == handOver.To))
        {
            waiting.Enqueue(handOver);
        }
    });

    private Task<bool> Deliver(object message, Func<KeeperMail, bool> isFor) => Task.Run(async () =>
    {
        var desks = processes.Where(process => isFor(process.Key)).Select(process => process.Value).ToArray();
        if (desks.Length == 0)
        {
            return false;
        }

        try
        {
            var desk = desks[Random.Shared.Next(desks.Length)];
            await (message switch
            {
                DossierRequest request => desk.Receive(request, CancellationToken.None),
                DossierAnswer answer => desk.Receive(answer, CancellationToken.None),
                _ => desk.Receive((HandOver)message, CancellationToken.None),
            });
            return true;
        }
        catch (Exception)
        {
            // The process was being stopped.
            return false;
        }
    });
}

/// <summary>The mail of one process.</summary>
internal sealed class KeeperMail(KeeperNetwork network, string keeper) : IKeeperMail
{
    private static int processes;

    public string Keeper => keeper;

    public string ReplyTo { get; } = $"{keeper}/{Interlocked.Increment(ref processes)}";

    public void Connect(HandOverDesk desk) => network.Connect(this, desk);

    public void Disconnect() => network.Disconnect(this);

    public Task Ask(string to, DossierRequest request, CancellationToken cancellation)
    {
        network.Ask(to, request);
        return Task.CompletedTask;
    }

    public Task Answer(DossierRequest request, DossierAnswer answer, CancellationToken cancellation)
    {
        network.Answer(request.ReplyTo, answer);
        return Task.CompletedTask;
    }

    public Task Post(HandOver handOver, CancellationToken cancellation)
    {
        network.Post(handOver);
        return Task.CompletedTask;
    }
}

/// <summary>As which keeper a process lives.</summary>
internal sealed record Keepership(string Keeper, KeeperMail Mail, HandOverSettings Settings);
