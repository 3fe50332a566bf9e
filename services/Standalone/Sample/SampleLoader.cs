using System.Globalization;
using System.Text.Json;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Ownership;
using Traceability.Parties;

namespace Traceability.Standalone.Sample;

/// <summary>
/// Lives the sample year fortnight by fortnight. At the end of each the parties report what happened in it: each battery that is due takes its
/// next step, until none is due any more.
/// </summary>
/// <param name="world">What there is.</param>
/// <param name="clock">The clock of the registry.</param>
/// <param name="expiry">Closes offers that nobody answered.</param>
/// <param name="dossiers">Tells whether all entries are published.</param>
internal sealed class SampleLoader(SampleWorld world, SampleClock clock, ExpireTransfers expiry, IDossierStore dossiers)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    /// <summary>Loads all of it.</summary>
    /// <param name="administrator">Who registers the parties.</param>
    /// <param name="cancellation">Stops between two rounds of steps.</param>
    /// <returns>Credentials to look around with.</returns>
    public async Task<IReadOnlyList<SampleCredential>> Load(IssuedCredential administrator, CancellationToken cancellation)
    {
        var credentials = await RegisterParties(administrator);
        world.Batteries.AddRange(Misconduct.Packs(world));
        world.Batteries.AddRange(Making.Packs(world));
        var from = SampleYear.Begin;
        foreach (var (fortnight, until) in SampleYear.FortnightEnds.Index())
        {
            await MoveTo(until, cancellation);
            var round = 0;
            do
            {
                world.Registry.Moment = string.Create(CultureInfo.InvariantCulture, $"{fortnight}-{++round}");
            }
            while (await TakeSteps(until, cancellation));

            await Materials.Ship(world, until);
            await Misconduct.Run(world, from, until);
            from = until;
        }

        await UntilPublished(cancellation);
        clock.Release();
        return credentials;
    }

    // What the clock has made due is done at once, not when a timer of the real time comes by.
    private async Task MoveTo(DateTimeOffset instant, CancellationToken cancellation)
    {
        clock.MoveTo(instant);
        await expiry.Sweep(all: false, cancellation);
    }

    // Side by side, as no two are about one battery; but what spare is there to replace another must not depend on who comes first.
    private async Task<bool> TakeSteps(DateTimeOffset until, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var due = world.Batteries
            .Where(battery => battery.Due < until)
            .OrderBy(battery => battery.Due).ThenBy(battery => battery.Code.Value, StringComparer.Ordinal)
            .GroupBy(battery => battery.Step)
            .OrderBy(step => step.Key)
            .ToDictionary(step => step.Key, step => step.ToList());
        await Task.WhenAll(due.Where(step => step.Key != Step.Replace).Select(step => Take(step.Key, step.Value, until)));
        await Driving.Replace(world, due.GetValueOrDefault(Step.Replace) ?? []);
        return due.Count > 0;
    }

    private Task Take(Step step, IReadOnlyList<SampleBattery> due, DateTimeOffset now) => step switch
    {
        Step.Make => Making.Register(world, due),
        Step.Offer => Handing.Offer(world, due, now),
        Step.Accept => Handing.Accept(world, due),
        Step.Install => Driving.Install(world, due),
        Step.SellToOwner => Handing.SellToOwners(world, due),
        Step.Repair => Driving.Repair(world, due),
        Step.Refit => Driving.Refit(world, due),
        Step.SwapOut => Driving.SwapOut(world, due),
        Step.SwapIn => Driving.SwapIn(world, due),
        Step.Retire => OutOfUse.Retire(world, due),
        Step.Collect => OutOfUse.Collect(world, due),
        Step.Test => OutOfUse.Test(world, due),
        Step.Decide => OutOfUse.Decide(world, due),
        Step.Open => SecondLives.Open(world, due),
        Step.Reuse => SecondLives.Reuse(world, due),
        Step.Deploy => SecondLives.Deploy(world, due),
        Step.Move => SecondLives.Move(world, due),
        Step.TakeBack => SecondLives.TakeBack(world, due),
        Step.Weigh => Recovering.Weigh(world, due),
        Step.Treat => Recovering.Treat(world, due),
        _ => throw new InvalidOperationException($"{step} is never due."),
    };

    private async Task<IReadOnlyList<SampleCredential>> RegisterParties(IssuedCredential administrator)
    {
        var operated = new SampleParty
        {
            Registration = new()
            {
                Id = PartyId.Of(administrator.ClientId[..administrator.ClientId.LastIndexOf('-')]), Name = "Administrator", Roles = [PartyRole.Administrator], Region = RegionCode.Country,
            },
            Acts = false,
            Token = await world.Registry.LogIn(administrator.ClientId, administrator.ClientSecret),
        };
        var parties = world.Parties;
        await Task.WhenAll(parties.All.Select(party => world.Registry.Send(operated, "/parties", party.Registration, $"sample-party-{party.Id}")));
        var issued = await Task.WhenAll(parties.All.Where(party => party.Acts || party == parties.Regulator).Select(party => Issue(operated, party)));
        return
        [
            new("administrator", administrator.ClientId, administrator.ClientSecret),
            .. new[] { parties.Regulator, parties.With(PartyRole.BatteryMaker)[0], parties.With(PartyRole.Recycler)[0] }.Select(
                party => issued.First(credential => credential.ClientId.StartsWith(party.Id.Value, StringComparison.Ordinal))),
        ];
    }

    private async Task<SampleCredential> Issue(SampleParty administrator, SampleParty party)
    {
        var answer = await world.Registry.Send<object?>(administrator, $"/parties/{party.Id}/credentials", null, $"sample-credential-{party.Id}");
        var issued = JsonSerializer.Deserialize<IssuedCredential>(answer, TraceabilityJson.Options)!;
        party.Token = await world.Registry.LogIn(issued.ClientId, issued.ClientSecret);
        return new(party.Registration.Name, issued.ClientId, issued.ClientSecret);
    }

    private async Task UntilPublished(CancellationToken cancellation)
    {
        while ((await dossiers.Unsent(null, 1, cancellation)).Count > 0)
        {
            await Task.Delay(LookAgainAfter, cancellation);
        }
    }
}
