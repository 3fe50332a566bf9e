using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts;

/// <summary>An entry cannot follow the standing: one of the two is wrong.</summary>
public sealed class EntryDoesNotFitException(Entry entry, string why)
    : Exception($"Entry {entry.Sequence} ({entry.Kind}) of {entry.Battery} does not fit: {why}");

/// <summary>Folds entries into a standing. An entry that does not fit throws: it is never skipped.</summary>
public static class StandingFold
{
    /// <summary>The standing after the entry.</summary>
    /// <param name="standing">The standing before, or null before the first entry.</param>
    /// <param name="entry">The next entry.</param>
    /// <exception cref="EntryDoesNotFitException">The entry cannot follow the standing.</exception>
    public static Standing After(this Standing? standing, Entry entry)
    {
        if (standing is null)
        {
            Require(entry, entry.Sequence == 1, "the first entry has number 1");
            return entry.Data switch
            {
                BatteryRegistered registered => Opened(entry, registered.Nameplate, registered.Maker, registered.Holder, registered.Region) with { Parts = registered.Parts },
                ProductRegistered product => Opened(entry, product.Nameplate, product.Maker, product.Maker, product.Region) with { Origins = product.Origins },
                _ => throw new EntryDoesNotFitException(entry, "a dossier opens with a registration"),
            };
        }

        Require(entry, entry.Battery == standing.Battery, $"the dossier is that of {standing.Battery}");
        Require(entry, entry.Sequence == standing.Sequence + 1, $"number {standing.Sequence + 1} is next");
        Require(entry, entry.RecordedAt >= standing.RecordedAt, "it was recorded before its predecessor");
        Require(entry, !standing.Stage.IsEnd(), "the dossier has ended");
        return Next(standing, entry) with
        {
            Sequence = entry.Sequence,
            OccurredAt = entry.OccurredAt,
            RecordedAt = entry.RecordedAt,
        };
    }

    private static Standing Opened(Entry entry, Nameplate nameplate, PartyId maker, PartyId holder, RegionCode region) => new()
    {
        Battery = entry.Battery,
        Sequence = 1,
        Stage = Stage.Available,
        Nameplate = nameplate,
        Maker = maker,
        RegisteredBy = entry.RecordedBy,
        Holder = holder,
        Custodian = holder,
        Region = region,
        Readers = With([maker], holder),
        Regions = [region],
        OccurredAt = entry.OccurredAt,
        RecordedAt = entry.RecordedAt,
    };

    private static Standing Next(Standing standing, Entry entry) => entry.Data switch
    {
        BatteryBuiltIn data => BuiltIn(standing, entry, data),
        BatteryTakenOut data => TakenOut(standing, entry, data),
        PartsTakenOut data => WithoutParts(standing, entry, data),
        BatteryInstalled data => Installed(standing, entry, data),
        BatteryRemoved data => Removed(standing, entry, data),
        BatteryCorrected data => Corrected(standing, entry, data),
        TransferOffered data => Offered(standing, entry, data),
        TransferAccepted data => Accepted(standing, entry, data),
        TransferRejected data => Unoffered(standing, entry, data.Transfer),
        TransferWithdrawn data => Unoffered(standing, entry, data.Transfer),
        TransferExpired data => Unoffered(standing, entry, data.Transfer),
        SoldToPrivateOwner data => SoldToPerson(standing, entry, data),
        CollectedFromPrivateOwner data => CollectedFromPerson(standing, entry, data),
        BatteryRetired data => Retired(standing, entry, data),
        MissingAtScrapping data => Missing(standing, entry, data),
        HealthAssessed data => Assessed(standing, entry, data),
        DispositionDecided data => Decided(standing, entry, data),
        MadeIntoProduct data => IntoProduct(standing, entry, data),
        ProductDeployed data => Deployed(standing, entry, data),
        ProductMoved data => Moved(standing, entry, data),
        ProductTakenBack data => TakenBack(standing, entry, data),
        BatteryReceived data => Received(standing, entry, data),
        BatteryTreated data => Treated(standing, entry, data),
        _ => throw new EntryDoesNotFitException(entry, "its kind opens a dossier"),
    };

    private static Standing BuiltIn(Standing standing, Entry entry, BatteryBuiltIn data)
    {
        RequireStage(standing, entry, Stage.Available);
        return standing with { Stage = Stage.BuiltIn, BuiltInto = data.Into, Offer = null };
    }

    private static Standing TakenOut(Standing standing, Entry entry, BatteryTakenOut data)
    {
        RequireStage(standing, entry, Stage.BuiltIn);
        Require(entry, standing.BuiltInto == data.From, $"it is part of {standing.BuiltInto}");
        Require(entry, data.Stage is Stage.Available or Stage.Retired, "a part is available or retired when taken out");
        return At(standing, data.Region) with
        {
            Stage = data.Stage,
            BuiltInto = null,
            Holder = data.Holder,
            Custodian = data.Custodian,
            Readers = With(With(standing.Readers, data.Holder), data.Custodian),
        };
    }

    private static Standing WithoutParts(Standing standing, Entry entry, PartsTakenOut data)
    {
        Require(entry, data.Parts.All(standing.Parts.Contains), "a part named is not in it");

        // What was weighed, tested and decided was the battery with them in it.
        return standing with { Parts = [.. standing.Parts.Except(data.Parts)], Health = null, Disposition = null, Reception = null };
    }

    private static Standing Installed(Standing standing, Entry entry, BatteryInstalled data)
    {
        RequireStage(standing, entry, Stage.Available);
        return At(standing, data.Region) with { Stage = Stage.Installed, Vehicle = new(data.Vin, entry.Sequence, entry.RecordedBy), LastVin = null };
    }

    private static Standing Removed(Standing standing, Entry entry, BatteryRemoved data)
    {
        RequireStage(standing, entry, Stage.Installed);
        Require(entry, standing.Vehicle?.Vin == data.Vin, $"it is in {standing.Vehicle?.Vin}");
        return At(standing, data.Region) with { Stage = Stage.Available, Vehicle = null, LastVin = data.Vin };
    }

    private static Standing Corrected(Standing standing, Entry entry, BatteryCorrected data)
    {
        if (data.Corrects == 1 && data is { Nameplate: { } nameplate, Vin: null })
        {
            return standing with { Nameplate = nameplate };
        }

        Require(entry, data.Corrects == standing.Vehicle?.Sequence && data is { Nameplate: null, Vin: not null }, "it names no entry that can be corrected so");
        return standing with { Vehicle = standing.Vehicle! with { Vin = data.Vin!.Value }, Missing = null, MissingSince = null };
    }

    private static Standing Offered(Standing standing, Entry entry, TransferOffered data)
    {
        Require(entry, standing.Offer is null, "an offer is open");
        Require(entry, standing.Stage != Stage.BuiltIn, "a part moves with the whole");
        return standing with { Offer = data };
    }

    private static Standing Accepted(Standing standing, Entry entry, TransferAccepted data)
    {
        Require(entry, standing.Offer?.Transfer == data.Transfer, $"transfer {data.Transfer} is not open");
        return InHands(standing, data.Holder, data.Custodian, data.Region);
    }

    private static Standing Unoffered(Standing standing, Entry entry, string transfer)
    {
        Require(entry, standing.Offer?.Transfer == transfer, $"transfer {transfer} is not open");
        return standing with { Offer = null };
    }

    private static Standing SoldToPerson(Standing standing, Entry entry, SoldToPrivateOwner data)
    {
        Require(entry, standing.Stage is Stage.Available or Stage.Installed, "a person is sold only a battery fit for use");
        Require(entry, standing.Holder.Party is not null, "a person owns it already");
        return InHands(standing, data.Owner, data.Owner, data.Region);
    }

    private static Standing CollectedFromPerson(Standing standing, Entry entry, CollectedFromPrivateOwner data)
    {
        Require(entry, standing.Holder.PrivateOwner == data.Owner, "that person does not own it");
        return InHands(standing, data.Collector, data.Collector, data.Region);
    }

    private static Standing InHands(Standing standing, HolderId holder, HolderId custodian, RegionCode region) => At(standing, region) with
    {
        Holder = holder,
        Custodian = custodian,
        Offer = null,
        Reception = null,
        Readers = With(With(standing.Readers, holder), custodian),
    };

    private static Standing Retired(Standing standing, Entry entry, BatteryRetired data)
    {
        Require(entry, standing.Stage is Stage.Available or Stage.Installed or Stage.Deployed, $"it is {standing.Stage}");
        return At(standing, data.Region) with
        {
            Stage = Stage.Retired,
            Vehicle = null,
            LastVin = standing.Vehicle?.Vin ?? standing.LastVin,
            Deployment = null,
            Retirement = data,
            RetiredAt = entry.OccurredAt,
            Health = null,
            Disposition = null,
        };
    }

    private static Standing Missing(Standing standing, Entry entry, MissingAtScrapping data)
    {
        RequireStage(standing, entry, Stage.Installed);
        Require(entry, standing.Vehicle?.Vin == data.Vin, $"it is in {standing.Vehicle?.Vin}");

        // It was not there, so its region stays; that of the vehicle is where it is looked for.
        return standing with { Missing = data, MissingSince = entry.OccurredAt, Regions = With(standing.Regions, data.Region) };
    }

    private static Standing Assessed(Standing standing, Entry entry, HealthAssessed data)
    {
        RequireStage(standing, entry, Stage.Retired);
        return standing with { Health = data, Disposition = null };
    }

    private static Standing Decided(Standing standing, Entry entry, DispositionDecided data)
    {
        RequireStage(standing, entry, Stage.Retired);
        return standing with { Disposition = data };
    }

    private static Standing IntoProduct(Standing standing, Entry entry, MadeIntoProduct data)
    {
        RequireStage(standing, entry, Stage.Retired);
        return standing with { Stage = Stage.MadeIntoProduct, Product = data.Product, Offer = null };
    }

    private static Standing Deployed(Standing standing, Entry entry, ProductDeployed data)
    {
        RequireStage(standing, entry, Stage.Available);
        Require(entry, standing.IsProduct(), "only a second-life product is deployed");
        return At(standing, data.Region) with { Stage = Stage.Deployed, Deployment = data };
    }

    private static Standing Moved(Standing standing, Entry entry, ProductMoved data)
    {
        RequireStage(standing, entry, Stage.Deployed);
        return At(standing, data.Region) with { Deployment = standing.Deployment! with { Site = data.Site, Region = data.Region } };
    }

    private static Standing TakenBack(Standing standing, Entry entry, ProductTakenBack data)
    {
        RequireStage(standing, entry, Stage.Deployed);
        return At(standing, data.Region) with { Stage = Stage.Available, Deployment = null };
    }

    private static Standing Received(Standing standing, Entry entry, BatteryReceived data)
    {
        RequireStage(standing, entry, Stage.Retired);
        return At(standing, data.Region) with { Reception = data };
    }

    private static Standing Treated(Standing standing, Entry entry, BatteryTreated data)
    {
        RequireStage(standing, entry, Stage.Retired);
        Require(entry, standing.Reception is not null, "it was not received");
        return At(standing, data.Region) with { Stage = Stage.Treated, Treatment = data.Treatment, Offer = null };
    }

    // Whatever is somewhere is not missing.
    private static Standing At(Standing standing, RegionCode region) => standing with
    {
        Region = region,
        Regions = With(standing.Regions, region),
        Missing = null,
        MissingSince = null,
    };

    private static IReadOnlyList<RegionCode> With(IReadOnlyList<RegionCode> regions, RegionCode region) =>
        regions.Contains(region) ? regions : [.. regions, region];

    private static IReadOnlyList<PartyId> With(IReadOnlyList<PartyId> readers, HolderId holder) =>
        holder.Party is { } party && !readers.Contains(party) ? [.. readers, party] : readers;

    private static void RequireStage(Standing standing, Entry entry, Stage stage) =>
        Require(entry, standing.Stage == stage, $"it is {standing.Stage}, not {stage}");

    private static void Require(Entry entry, bool fits, string why)
    {
        if (!fits)
        {
            throw new EntryDoesNotFitException(entry, why);
        }
    }
}
