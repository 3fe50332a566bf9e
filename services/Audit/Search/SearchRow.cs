using Traceability.Contracts;
using Traceability.Contracts.Identifiers;

namespace Traceability.Audit.Search;

/// <summary>What a battery is searched by. It is small, since every entry of the registry may change it.</summary>
internal sealed record SearchRow
{
    /// <summary>The battery.</summary>
    public required string Battery { get; init; }

    /// <summary>The whole that it is built into, while it is.</summary>
    public string? Whole { get; init; }

    public required string Level { get; init; }

    public required string Stage { get; init; }

    public required string Chemistry { get; init; }

    public required string Maker { get; init; }

    public required string Model { get; init; }

    /// <summary>For a part, that of the whole.</summary>
    public required string Holder { get; init; }

    /// <summary>For a part, that of the whole.</summary>
    public required string Custodian { get; init; }

    /// <summary>For a part, that of the whole.</summary>
    public required string Region { get; init; }

    /// <summary>The vehicle that it is in, or was in last.</summary>
    public string? Vin { get; init; }

    /// <summary>The number of the day of production.</summary>
    public required long Produced { get; init; }

    /// <summary>When its last entry was recorded, in milliseconds.</summary>
    public required long Recorded { get; init; }

    /// <summary>State of health in tenths of a per cent.</summary>
    public long? Soh { get; init; }

    public required string LastKind { get; init; }

    /// <summary>Who may see it, in one text; for a part, also who may see the whole.</summary>
    public required string Seers { get; init; }

    /// <summary>The row of a battery, but for what a part has from its whole.</summary>
    public static SearchRow Of(Standing standing, string lastKind) => new()
    {
        Battery = standing.Battery.Value,
        Whole = standing.BuiltInto?.Value,
        Level = Words<BatteryLevel>.Of(standing.Nameplate.Level),
        Stage = Words<Stage>.Of(standing.Stage),
        Chemistry = Words<Chemistry>.Of(standing.Nameplate.Chemistry),
        Maker = standing.Maker.Value,
        Model = standing.Nameplate.Model,
        Holder = standing.Holder.Value,
        Custodian = standing.Custodian.Value,
        Region = standing.Region.Value,
        Vin = (standing.Vehicle?.Vin ?? standing.LastVin)?.Value,
        Produced = standing.Nameplate.ProducedOn.DayNumber,
        Recorded = standing.RecordedAt.ToUnixTimeMilliseconds(),
        Soh = standing.Health is { SohPercent: var percent } ? (long)(percent * 10) : null,
        LastKind = lastKind,
        Seers = string.Join(' ', Search.Seers.Of(standing)),
    };

    /// <summary>The row of a part, with what it has from its whole.</summary>
    public SearchRow In(SearchRow whole) => this with
    {
        Holder = whole.Holder,
        Custodian = whole.Custodian,
        Region = whole.Region,
        Seers = string.Join(' ', SeersOf(this).Union(SeersOf(whole))),
    };

    /// <summary>Whether the parts of a battery look the same with either row.</summary>
    public bool GivesPartsTheSameAs(SearchRow? other) =>
        other is not null && Holder == other.Holder && Custodian == other.Custodian && Region == other.Region && Seers == other.Seers;

    /// <summary>Who may see it.</summary>
    public static string[] SeersOf(SearchRow? row) => row?.Seers.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>What is answered to who searches.</summary>
    public BatteryMatch ToMatch(IReadOnlyList<Discrepancy> discrepancies) => new()
    {
        Battery = BatteryCode.Of(Battery),
        Level = Words<BatteryLevel>.Parse(Level),
        Chemistry = Words<Chemistry>.Parse(Chemistry),
        Stage = Words<Stage>.Parse(Stage),
        Maker = PartyId.Of(Maker),
        Model = Model,
        ProducedOn = DateOnly.FromDayNumber((int)Produced),
        Holder = HolderId.Of(Holder),
        Custodian = HolderId.Of(Custodian),
        Region = RegionCode.Of(Region),
        Vin = Vin is { } vin ? Contracts.Identifiers.Vin.Of(vin) : null,
        BuiltInto = Whole is { } whole ? BatteryCode.Of(whole) : null,
        SohPercent = Soh / 10m,
        LastKind = LastKind,
        RecordedAt = DateTimeOffset.FromUnixTimeMilliseconds(Recorded),
        Discrepancies = discrepancies,
    };
}
