using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers.HandOvers;

/// <summary>
/// Where dossiers are handed over (移交): asks for those that this process needs and does not keep, and lets go of those that others
/// need. Several processes may be one keeper; they share the store, and nothing rests on the memory of one.
/// </summary>
/// <param name="store">Where the dossiers lie.</param>
/// <param name="mail">Reaches the other keepers.</param>
/// <param name="clock">Tells how long nobody has answered.</param>
/// <param name="keeper">The name of this process as a keeper.</param>
/// <param name="settings">Whom to ask, and with how much patience.</param>
/// <param name="log">Told of what failed and is tried again.</param>
public sealed partial class HandOverDesk(
    IDossierStore store, IKeeperMail mail, TimeProvider clock, KeeperName keeper, HandOverSettings settings, ILogger<HandOverDesk> log)
    : BackgroundService
{
    private static readonly DossierPurpose[] Purposes = Enum.GetValues<DossierPurpose>();

    private readonly ConcurrentDictionary<(BatteryCode Battery, DossierPurpose Purpose), Asking> askings = new();
    private readonly ConcurrentDictionary<string, Asking> askingsById = new(StringComparer.Ordinal);

    /// <summary>
    /// Whoever records in a dossier has its turn while he asks for it and until he has written, so that it is not let go of in between.
    /// </summary>
    internal DossierTurns Turns { get; } = new();

    /// <summary>Takes an answer to what this process asked.</summary>
    public async Task Receive(DossierAnswer answer, CancellationToken cancellation)
    {
        if (answer.HandOver is { } handOver)
        {
            await Receive(handOver, cancellation);
        }

        if (askingsById.TryGetValue(answer.RequestId, out var asking))
        {
            asking.Tell(answer);
        }
    }

    /// <summary>Whether others have to be asked for a dossier.</summary>
    internal bool IsElsewhere(Dossier? stored, DossierPurpose purpose) =>
        HandOverRules.WhomToAsk(stored, purpose, keeper.Value, settings.Home) is not null;

    /// <summary>Gets a dossier here, under its turn.</summary>
    /// <param name="code">Whose dossier.</param>
    /// <param name="purpose">To record in it or to open it.</param>
    /// <param name="begun">Since when the caller has been waiting: who waited for the turn has not patience once more.</param>
    /// <param name="cancellation">Stops waiting; the dossier may still come.</param>
    /// <returns>Null where it is here now, else why it is not.</returns>
    internal async Task<Refusal?> Fetch(BatteryCode code, DossierPurpose purpose, long begun, CancellationToken cancellation)
    {
        if (clock.GetElapsedTime(begun) >= settings.Patience)
        {
            return DossierRefusals.KeeperSilent.With(code);
        }

        return await Ask(code, purpose).WaitAsync(cancellation) switch
        {
            { Refusal: { } refusal } => refusal.Unpack(),
            { Unknown: true } => DossierRefusals.BatteryUnknown.With(code),
            _ => null,
        };
    }

    /// <summary>What is true of a battery whose dossier is elsewhere; null where nobody registered it.</summary>
    /// <exception cref="KeeperSilentException">Nobody answers.</exception>
    internal async Task<Standing?> Read(BatteryCode code, CancellationToken cancellation) =>
        await Ask(code, DossierPurpose.Read).WaitAsync(cancellation) is { Refusal: null } answer ? answer.Standing : throw new KeeperSilentException(code);

    /// <summary>How a dossier was opened at home.</summary>
    /// <exception cref="KeeperSilentException">Nobody answers.</exception>
    internal async Task<Opening> ReadOpening(BatteryCode code, CancellationToken cancellation) =>
        await Ask(code, DossierPurpose.FirstEntry).WaitAsync(cancellation) switch
        {
            { Refusal: null, FirstEntry: var entry } => new(false, entry),
            { Refusal.Kind: var kind } when kind == DossierRefusals.BatteryBusy => new(true, null),
            _ => throw new KeeperSilentException(code),
        };

    private Task<DossierAnswer> Ask(BatteryCode code, DossierPurpose purpose) =>
        askings.GetOrAdd((code, purpose), _ => new Asking(asking => AskUntilKnown(asking, code, purpose))).Answer;

    private async Task<DossierAnswer> AskUntilKnown(Asking asking, BatteryCode code, DossierPurpose purpose)
    {
        askingsById[asking.Id] = asking;
        using var patience = new CancellationTokenSource(settings.Patience, clock);
        try
        {
            while (true)
            {
                var stored = await store.Find(code, patience.Token);
                if (HandOverRules.WhomToAsk(stored, purpose, keeper.Value, settings.Home) is not { } direction)
                {
                    return new() { RequestId = asking.Id, Standing = stored?.Standing, Unknown = stored is null && purpose != DossierPurpose.Open };
                }

                await Send(direction, code, purpose, asking.Id, patience.Token);
                if (await asking.Next(settings.RepeatAfter, clock, patience.Token) is { } answer && Ends(answer, purpose))
                {
                    return answer;
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new() { RequestId = asking.Id, Refusal = KeeperRefusal.Of(DossierRefusals.KeeperSilent.With(code)) };
        }
        finally
        {
            askingsById.TryRemove(asking.Id, out _);
            askings.TryRemove(new((code, purpose), asking));
        }
    }

    // That it was handed over is believed when it stands in the store.
    private static bool Ends(DossierAnswer answer, DossierPurpose purpose) =>
        answer.Refusal is not null || answer.Unknown || (purpose is DossierPurpose.Read or DossierPurpose.FirstEntry && answer.HandOver is null);

    private async Task Send(Direction direction, BatteryCode code, DossierPurpose purpose, string id, CancellationToken cancellation)
    {
        var request = new DossierRequest
        {
            Id = id,
            Battery = code,
            Requester = keeper.Value,
            ReplyTo = mail.ReplyTo,
            HighestEpoch = direction.HighestEpoch,
            Purpose = purpose,
            Hops = 0,
        };
        try
        {
            await mail.Ask(direction.Keeper, request, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogNotAsked(failure, direction.Keeper, code);
        }
    }

    private void Wake(BatteryCode battery)
    {
        foreach (var purpose in Purposes)
        {
            if (askings.TryGetValue((battery, purpose), out var asking))
            {
                asking.Tell(null);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Asking {Keeper} for {Code} failed; it is asked again")]
    private partial void LogNotAsked(Exception failure, string keeper, BatteryCode code);
}
