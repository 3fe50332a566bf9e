using Microsoft.Extensions.Logging.Abstractions;
using Traceability.Audit.Family;
using Traceability.Audit.RefusedAttempts;
using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;

namespace Traceability.Audit.Tests;

/// <summary>Audit's copies in a real store, and histories to feed them with.</summary>
internal abstract class Histories : IAsyncDisposable
{
    public static readonly PartyId Maker = PartyId.Of("91520115MA0TEXT129");
    public static readonly PartyId Dealer = PartyId.Of("91520303MA0TEXT39Y");
    public static readonly RegionCode Guanshanhu = RegionCode.Of("520115");
    public static readonly RegionCode Zunyi = RegionCode.Of("520303");
    private static readonly DateTimeOffset Begun = new(2026, 6, 20, 4, 0, 0, TimeSpan.Zero);

    protected Histories(IHistoryStore store, IFamilyStore families, IBatterySearch search, IRefusedAttempts refusals)
    {
        (Store, Families, Search, Refusals) = (store, families, search, refusals);
        Keep = new(store, DiscrepancyTolerance.Usual, NullLogger<KeepHistories>.Instance);
    }

    public IHistoryStore Store { get; }

    public IFamilyStore Families { get; }

    public IBatterySearch Search { get; }

    public IRefusedAttempts Refusals { get; }

    public KeepHistories Keep { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static BatteryCode Battery(int serial) => BatteryCode.Of($"GZ9PE0100000A1G6K{serial:0000000}");

    /// <summary>A sealed history: registered, then installed, offered, accepted and sold again and again.</summary>
    public static IReadOnlyList<SealedEntry> Life(BatteryCode battery, int length)
    {
        var life = new List<SealedEntry>();
        for (var number = 1; number <= length; number++)
        {
            life.Add(Close(battery, number, life.Count == 0 ? null : life[^1].Seal, What(number)));
        }

        return life;
    }

    /// <summary>A sealed history of these facts.</summary>
    public static IReadOnlyList<SealedEntry> Tell(BatteryCode battery, params IEnumerable<EntryData> facts)
    {
        var life = new List<SealedEntry>();
        foreach (var data in facts)
        {
            life.Add(Close(battery, life.Count + 1, life.Count == 0 ? null : life[^1].Seal, data));
        }

        return life;
    }

    /// <summary>A registration with these parts and this recovered material.</summary>
    public static BatteryRegistered Registered(IReadOnlyList<BatteryCode>? parts = null, params IReadOnlyList<RecycledContent> content) =>
        (BatteryRegistered)What(1) with { Parts = parts ?? [], RecycledContent = content };

    /// <summary>A test with that result.</summary>
    public static HealthAssessed Tested(decimal sohPercent) => new()
    {
        TestedOn = new(2026, 8, 1), Laboratory = "Hall 2", Equipment = "Cycler 4", Calibration = "CAL-1", AmbientCelsius = 25, CRate = 0.33m,
        OpenCircuitVoltageV = 342, DischargeCapacityAh = 150 * sohPercent / 100, Findings = [], RatedCapacityAh = 150, SohPercent = sohPercent,
    };

    public static readonly BatteryRetired Retired = new() { Reason = RetirementReason.EndOfLife, Region = Guanshanhu };

    public static readonly BatteryReceived Received = new() { MassKg = 339, Region = Zunyi };

    public static BatteryTreated Treated(string treatment, params IReadOnlyList<string> lots) =>
        new() { Treatment = treatment, Process = TreatmentProcess.Hydrometallurgy, MassKg = 339, Region = Zunyi, Lots = lots };

    public static SealedEntry Close(BatteryCode battery, int number, Seal? previous, EntryData data) => SealedEntry.Close(new Entry
    {
        Battery = battery,
        Sequence = number,
        OccurredAt = Begun.AddMinutes(number),
        RecordedAt = Begun.AddMinutes(number),
        RecordedBy = Maker,
        Service = "registration",
        Rules = "registration/2018-08-01",
        Data = data,
        Previous = previous,
    });

    public Task Receive(params IEnumerable<SealedEntry> entries) =>
        Keep.Receive([.. entries.Select(entry => new EntryRecorded { Entry = entry })], Cancellation);

    public async Task<Verification> Verify(BatteryCode battery) => Verification.Of(
        battery, await Store.Entries(battery, 0, int.MaxValue, Cancellation), (await Store.Standing(battery, Cancellation))!);

    public abstract ValueTask DisposeAsync();

    /// <summary>Changes a stored entry of the only battery behind Audit's back, or removes it where the change gives null.</summary>
    public abstract Task ChangeEntry(int sequence, Func<string, string?> change);

    /// <summary>Changes the stored standing of the only battery behind Audit's back.</summary>
    public abstract Task ChangeStanding(Func<string, string> change);

    private static EntryData What(int number) => number switch
    {
        1 => new BatteryRegistered
        {
            Nameplate = new()
            {
                Level = BatteryLevel.Pack, Chemistry = Chemistry.Ncm622, CapacityAh = 150, VoltageV = 350, EnergyKwh = 52.5m, MassKg = 340.0m, Model = "GP-52", ProducedOn = new(2026, 6, 19),
            },
            Maker = Maker,
            Holder = Maker,
            Region = Guanshanhu,
        },
        2 => new BatteryInstalled { Vin = Vin.Of("LZ9AB1CD8RG100001"), Region = Guanshanhu },
        _ when number % 2 == 1 => new TransferOffered { Transfer = $"t{number}", Type = TransferType.Sale, From = Maker, To = Dealer, ExpiresAt = Begun.AddYears(1) },
        _ => new TransferAccepted { Transfer = $"t{number - 1}", Holder = Dealer, Custodian = Dealer, Region = Zunyi },
    };
}
