using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Standalone.Sample;

/// <summary>What happens to a battery next.</summary>
internal enum Step
{
    Make, Offer, Accept, Install, SellToOwner, Repair, Refit, Replace, SwapOut, SwapIn, Retire, Collect, Test, Decide, Open, Reuse, Deploy, Move,
    TakeBack, Weigh, Treat,

    /// <summary>Nothing: it is in use, in stock, or its dossier has ended.</summary>
    Rest,
}

/// <summary>A battery as the loader follows it: where it is in its life, and what happens to it next.</summary>
/// <param name="seed">By which its chance is drawn; every battery has its own, so that their order does not matter.</param>
internal sealed class SampleBattery(int seed)
{
    /// <summary>Its code.</summary>
    public required BatteryCode Code { get; init; }

    /// <summary>What kind it is; for a product, what it was made of.</summary>
    public required SampleModel Model { get; init; }

    /// <summary>What is printed on it.</summary>
    public required Nameplate Nameplate { get; init; }

    /// <summary>Where its vehicle is at home.</summary>
    public required RegionCode County { get; init; }

    /// <summary>Its modules.</summary>
    public IReadOnlyList<SampleBattery> Parts { get; set; } = [];

    /// <summary>Who owns it; null for a person.</summary>
    public SampleParty? Holder { get; set; }

    /// <summary>Who has it in hand; null for a person.</summary>
    public SampleParty? Custodian { get; set; }

    /// <summary>Its vehicle now, or the last one.</summary>
    public Vin? Vin { get; set; }

    /// <summary>Whether it is made to be a spare part.</summary>
    public bool IsSpare { get; init; }

    /// <summary>Whether it is a second-life product.</summary>
    public bool IsProduct { get; init; }

    /// <summary>Whether it has been put to use, so that its <see cref="Plan"/> is made.</summary>
    public bool IsInUse { get; set; }

    /// <summary>Whether it has gone out of use, so that it moves only after a safety judgement.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Its state of health, once it was tested.</summary>
    public decimal? SohPercent { get; set; }

    /// <summary>What its test found.</summary>
    public SafetyFinding? Hazard { get; set; }

    /// <summary>Whether it was decided, since it last changed, what becomes of it.</summary>
    public bool IsDecided { get; set; }

    /// <summary>Whether its modules were taken out.</summary>
    public bool IsEmptied { get; set; }

    /// <summary>Who takes it out of use and over, where a person owns it.</summary>
    public SampleParty? Collector { get; set; }

    /// <summary>What is still to happen to it while it is in use, in order.</summary>
    public Queue<(Step Step, DateTimeOffset Due)> Plan { get; } = new();

    /// <summary>What it weighed at the recycler's.</summary>
    public decimal ReceivedKg { get; set; }

    /// <summary>Its chance.</summary>
    public Random Luck { get; } = new(seed);

    /// <summary>What happens to it next.</summary>
    public Step Step { get; private set; } = Step.Rest;

    /// <summary>When.</summary>
    public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When its last step happened.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>To whom it is offered next, how, and what follows there.</summary>
    public (SampleParty To, TransferType Type, Step Then) Destination { get; private set; }

    /// <summary>The transfer under which it is on its way.</summary>
    public string? Transfer { get; set; }

    /// <summary>What is planted on it, where it is one of those of <see cref="Misconduct"/>.</summary>
    public PlantedLife? Planted { get; init; }

    /// <summary>Says what happens next, and when; a planted life may end before.</summary>
    public void Next(Step step, DateTimeOffset due)
    {
        Since = Due;
        (Step, Due) = IsRetired && Planted is { } planted && planted.StopAfter == Step ? (Step.Rest, DateTimeOffset.MaxValue) : (step, due);
    }

    /// <summary>Nothing happens any more.</summary>
    public void Rest() => Next(Step.Rest, DateTimeOffset.MaxValue);

    /// <summary>Goes on with its plan, not before an instant.</summary>
    public void GoOn(DateTimeOffset after)
    {
        if (Plan.TryDequeue(out var planned))
        {
            Next(planned.Step, planned.Due > after ? planned.Due : after.AddHours(2));
        }
        else
        {
            Rest();
        }
    }

    /// <summary>It is offered to a party.</summary>
    public void Send(SampleParty to, TransferType type, Step then, DateTimeOffset due)
    {
        Destination = (to, type, then);
        Next(Step.Offer, due);
    }
}
