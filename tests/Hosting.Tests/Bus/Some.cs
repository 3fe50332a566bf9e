using Traceability.Contracts.Entries;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Messages;

namespace Traceability.Hosting.Tests.Bus;

internal static class Some
{
    public static LotChanged Lot(string id, long version) => new()
    {
        Lot = new()
        {
            Id = id,
            Version = version,
            Material = Material.LithiumCarbonate,
            MassKg = 100,
            RemainingKg = 99.5m,
            Owner = Life.Maker.Id,
            Region = Life.Guanshanhu,
            RecoveredAt = Life.Now,
            Sources = [],
        },
    };

    public static EntryRecorded Registration() => new()
    {
        Entry = SealedEntry.Close(new()
        {
            Battery = Life.Pack,
            Sequence = 1,
            OccurredAt = Life.MadeAt,
            RecordedAt = Life.MadeAt,
            RecordedBy = Life.Maker.Id,
            Service = "registration",
            Rules = "registration/2026-04-01",
            Data = new BatteryRegistered
            {
                Nameplate = Life.Nameplate(Life.Pack),
                Maker = Life.Maker.Id,
                Holder = Life.Maker.Id,
                Region = Life.Guanshanhu,
            },
        }),
    };
}
