using Traceability.Contracts.Entries;
using Traceability.Dossiers.Rules;
using Traceability.Recycling;
using Traceability.Retirement;

namespace Traceability.Standalone.Sample;

/// <summary>All that the loader follows.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="registry">Where everything is recorded.</param>
/// <param name="retirement">What decides on a second life.</param>
/// <param name="recycling">What is known of metals in batteries.</param>
internal sealed class SampleWorld(
    SampleOptions options, SampleRegistry registry, DatedRules<RetirementRules> retirement, DatedRules<RecyclingRules> recycling)
{
    private int serial;

    /// <summary>What was asked for.</summary>
    public SampleOptions Options { get; } = options;

    /// <summary>Where everything is recorded.</summary>
    public SampleRegistry Registry { get; } = registry;

    /// <summary>What decides on a second life.</summary>
    public DatedRules<RetirementRules> Retirement { get; } = retirement;

    /// <summary>What is known of metals in batteries.</summary>
    public DatedRules<RecyclingRules> Recycling { get; } = recycling;

    /// <summary>Who acts.</summary>
    public SampleParties Parties { get; } = new();

    /// <summary>Packs, products, and modules that have a life of their own.</summary>
    public List<SampleBattery> Batteries { get; } = [];

    /// <summary>Adds a battery while steps are being taken side by side.</summary>
    public void Add(SampleBattery battery)
    {
        lock (Batteries)
        {
            Batteries.Add(battery);
        }
    }

    /// <summary>Lots that are on their way to whoever uses them.</summary>
    public List<SampleLot> Lots { get; } = [];

    /// <summary>A number that nothing else in the sample has.</summary>
    public int NextSerial() => ++serial;

    /// <summary>A seed of chance for something that has a number.</summary>
    /// <remarks>Mixed (as MurmurHash ends), since <see cref="Random"/> draws alike for seeds that follow each other.</remarks>
    public int SeedOf(int number)
    {
        unchecked
        {
            var mixed = ((uint)Options.Seed * 0x9E3779B9u) + (uint)number;
            mixed = (mixed ^ (mixed >> 16)) * 0x85EBCA6Bu;
            mixed = (mixed ^ (mixed >> 13)) * 0xC2B2AE35u;
            return (int)(mixed ^ (mixed >> 16));
        }
    }

    /// <summary>The batteries among some that are due, each group in a request of its own, side by side.</summary>
    public static Task ForEach<TKey>(
        IReadOnlyList<SampleBattery> due, Func<SampleBattery, TKey> by, Func<TKey, IReadOnlyList<SampleBattery>, Task> report) =>
        Task.WhenAll(due.GroupBy(by).Select(group => report(group.Key, [.. group])));

    /// <summary>One side's check of a retired battery before it moves; it finds what the test found, and that it was dealt with.</summary>
    public static SafetyJudgement? Judge(SampleBattery battery, DateTimeOffset at) => battery.IsRetired
        ? new SafetyJudgement
        {
            JudgedAt = at.AddMinutes(-30),
            Checklist = $"SAMPLE-{battery.Code.SerialNumber}",
            Findings = battery.Hazard is { } hazard ? [hazard] : [],
            PretreatmentRecord = battery.Hazard is null ? null : $"SAMPLE-PT-{battery.Code.SerialNumber}",
        }
        : null;
}
