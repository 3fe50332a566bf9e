using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Hosting.Batches;
using Xunit;
using static Traceability.Recycling.Tests.Batteries;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

public sealed class OverTheRealStoreTests
{
    private static readonly DateTimeOffset Today = DateTimeOffset.UtcNow.AddMinutes(-1);

    [Fact]
    public async Task A_treatment_of_many_batteries_is_done_wholly_and_a_repetition_gives_the_same_receipts_and_lots()
    {
        await using var store = await AStore.Open();
        var command = Treatment(await store.Give(200, ReadyToTreat));

        var first = Created(await store.Treat(command, "key-1"));
        var again = Created(await store.Treat(command, "key-1"));

        Assert.Equal(200, first.Receipts.Count);
        Assert.Equal(Json(first), Json(again));
        Assert.Equal("idempotency-key-reused", Problem(await store.Treat(command with { Outputs = command.Outputs.Skip(1).ToList() }, "key-1")));
        foreach (var battery in command.Batteries)
        {
            var standing = await store.Office.Read(battery.Battery, TestContext.Current.CancellationToken);
            Assert.Equal((Stage.Treated, first.Treatment.Id), (standing!.Stage, standing.Treatment));
        }

        var lots = Assert.IsType<Ok<LotPage>>((await ReadLotsEndpoint.List(null, null, new(Recycler), store.Lots, TestContext.Current.CancellationToken)).Result).Value!;
        Assert.Equal(first.Treatment.Lots.Select(lot => lot.Lot).Order(StringComparer.Ordinal), lots.Lots.Select(lot => lot.Id));
        Assert.Equal(200 * 339.2m, first.Treatment.MassInKg);
        Assert.Equal("battery-ended", Problem(await store.Treat(command)));
    }

    [Fact]
    public async Task One_battery_that_cannot_be_treated_stops_the_whole_treatment()
    {
        await using var store = await AStore.Open();
        var codes = await store.Give(20, ReadyToTreat);
        var unready = BatteryCode.Of("GZ9PE0100000A1G6K0009999");
        await store.Give(unready, AtTheRecycler);
        var unknown = BatteryCode.Of("GZ9PE0100000A1G6K0008888");

        var problem = Assert.IsType<ProblemHttpResult>((await store.Treat(Treatment([.. codes, unready, unknown]))).Result).ProblemDetails;

        Assert.Equal("not-received", problem.Extensions["code"]);
        Assert.Equal("batteries[20]", problem.Extensions["field"]);
        var lines = Assert.IsType<LineResult[]>(problem.Extensions["lines"]);
        Assert.Equal([(unready, "not-received"), (unknown, "battery-unknown")], lines.Select(line => (line.Battery!.Value, line.Problem!.Code)));
        foreach (var code in codes)
        {
            Assert.Equal(Stage.Retired, (await store.Office.Read(code, TestContext.Current.CancellationToken))!.Stage);
            Assert.Null((await store.Dossiers.Find(code, TestContext.Current.CancellationToken))!.Claim);
        }

        Assert.Empty(await store.Documents.List("lots", null, null, 10, TestContext.Current.CancellationToken));
        Assert.Empty(await store.Documents.List("treatments", null, null, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task More_out_than_in_and_a_battery_named_twice_are_refused()
    {
        await using var store = await AStore.Open();
        var codes = await store.Give(2, ReadyToTreat);

        Assert.Equal("more-out-than-in", Problem(await store.Treat(Treatment(codes) with { Outputs = [new(Material.BlackMass, 700)] })));
        Assert.Equal("battery-repeated", Problem(await store.Treat(Treatment([codes[0], codes[0]]))));
    }

    [Fact]
    public async Task Fifty_shipments_at_once_never_take_more_than_there_is()
    {
        await using var store = await AStore.Open();
        var lot = await ALot(store);
        var command = new ShipLot { OccurredAt = Today, To = MaterialMaker.Id, MassKg = 1 };

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => store.Ship(lot, command, $"key-{number}"))));

        Assert.Equal(33, answers.Count(answer => answer.Result is Created<ShipmentReceipt>));
        Assert.Equal(17, answers.Count(answer => answer.Result is ProblemHttpResult problem && Equals(problem.ProblemDetails.Extensions["code"], "lot-exhausted")));
        Assert.Equal(0.9m, (await store.Lots.Find(lot, TestContext.Current.CancellationToken))!.RemainingKg);
        Assert.Equal(33, (await store.Lots.List($"owner:{MaterialMaker.Id}", null, 100, TestContext.Current.CancellationToken)).Sum(child => child.MassKg));
    }

    [Fact]
    public async Task A_repeated_shipment_is_shipped_once_even_when_the_repetitions_race()
    {
        await using var store = await AStore.Open();
        var lot = await ALot(store);
        var command = new ShipLot { OccurredAt = Today, To = MaterialMaker.Id, MassKg = 10 };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => store.Ship(lot, command, "key-1"))));

        Assert.Single(answers.Select(answer => Json(Assert.IsType<Created<ShipmentReceipt>>(answer.Result).Value)).Distinct());
        Assert.Equal(23.9m, (await store.Lots.Find(lot, TestContext.Current.CancellationToken))!.RemainingKg);
        Assert.Equal("idempotency-key-reused", Problem(await store.Ship(lot, command with { MassKg = 11 }, "key-1")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_between_the_two_lots_loses_nothing(bool healedByRepetition)
    {
        CrashingStore? crashing = null;
        await using var store = await AStore.Open(documents => crashing = new(documents));
        var lot = await ALot(store);
        var command = new ShipLot { OccurredAt = Today, To = MaterialMaker.Id, MassKg = 10 };

        crashing!.CrashesOn = document => document is { Collection: "lots", Version: 1 };
        await Assert.ThrowsAsync<IOException>(() => store.Ship(lot, command, "key-1"));
        Assert.Empty(await store.Lots.List($"owner:{MaterialMaker.Id}", null, 10, TestContext.Current.CancellationToken));
        Assert.Equal(23.9m, (await store.Lots.Find(lot, TestContext.Current.CancellationToken))!.RemainingKg);

        crashing.CrashesOn = _ => false;
        if (healedByRepetition)
        {
            Assert.IsType<Created<ShipmentReceipt>>((await store.Ship(lot, command, "key-1")).Result);
        }
        else
        {
            await store.Settlement.ResolveAll(TimeSpan.Zero, TestContext.Current.CancellationToken);
        }

        var child = Assert.Single(await store.Lots.List($"owner:{MaterialMaker.Id}", null, 10, TestContext.Current.CancellationToken));
        Assert.Equal((lot, 10m), (child.Parent, child.RemainingKg));
        Assert.Equal(23.9m, (await store.Lots.Find(lot, TestContext.Current.CancellationToken))!.RemainingKg);
        Assert.Empty(await store.Lots.ListOpen(null, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_receiver_ships_on_from_its_own_lot()
    {
        await using var store = await AStore.Open();
        var lot = await ALot(store);
        var received = Assert.IsType<Created<ShipmentReceipt>>(
            (await store.Ship(lot, new() { OccurredAt = Today, To = MaterialMaker.Id, MassKg = 10 })).Result).Value!;

        Assert.Equal("lot-unknown", Problem(await store.Ship(received.Lot, new() { OccurredAt = Today, To = Maker.Id, MassKg = 4 })));
        var onward = await store.Ship(received.Lot, new() { OccurredAt = Today, To = Maker.Id, MassKg = 4 }, caller: MaterialMaker);

        Assert.IsType<Created<ShipmentReceipt>>(onward.Result);
        Assert.Equal(6, (await store.Lots.Find(received.Lot, TestContext.Current.CancellationToken))!.RemainingKg);
    }

    [Fact]
    public async Task Owners_and_regulators_of_the_region_read_and_nobody_else()
    {
        await using var store = await AStore.Open();
        var treatment = Created(await store.Treat(Treatment(await store.Give(1, ReadyToTreat)))).Treatment;
        var lot = treatment.Lots[0].Lot;
        await store.Ship(lot, new() { OccurredAt = Today, To = MaterialMaker.Id, MassKg = 10 }, "key-1");
        var cancellation = TestContext.Current.CancellationToken;

        foreach (var (reader, sees) in new[] { (Recycler, true), (RegulatorOfZunyi, true), (RegulatorOfBijie, false), (OtherRecycler, false), (MaterialMaker, false) })
        {
            var readLot = (await ReadLotsEndpoint.Read(lot, new(reader), store.Lots, cancellation)).Result;
            var readTreatment = (await ReadTreatmentsEndpoints.Read(treatment.Id, new(reader), store.Treatments, cancellation)).Result;
            Assert.Equal(sees, readLot is Ok<Lot> { Value.Uses: [{ RequestHash: null }] });
            Assert.Equal(sees, readTreatment is Ok<Treatment>);
            Assert.Equal(sees, (await ListOf(reader)).Contains(lot));
        }

        Assert.Single(await ListOf(RegulatorOfBijie));
        Assert.Equal(await ListOf(MaterialMaker), await ListOf(RegulatorOfBijie));
        Assert.Equal("lot-unknown", Code((await ReadLotsEndpoint.Read(new string('é', 500), new(Recycler), store.Lots, cancellation)).Result));
        Assert.Equal("number-out-of-range", Code((await ReadLotsEndpoint.List(null, 501, new(Recycler), store.Lots, cancellation)).Result));

        async Task<IReadOnlyList<string>> ListOf(Contracts.Parties.Party reader) =>
            [.. Assert.IsType<Ok<LotPage>>((await ReadLotsEndpoint.List(null, null, new(reader), store.Lots, cancellation)).Result).Value!.Lots.Select(one => one.Id)];
    }

    [Fact]
    public async Task Pages_of_lots_follow_one_another()
    {
        await using var store = await AStore.Open();
        var treatment = Created(await store.Treat(Treatment(await store.Give(1, ReadyToTreat)))).Treatment;
        var read = new List<string>();
        string? after = null;
        do
        {
            var page = Assert.IsType<Ok<LotPage>>((await ReadLotsEndpoint.List(after, 1, new(Recycler), store.Lots, TestContext.Current.CancellationToken)).Result).Value!;
            read.AddRange(page.Lots.Select(lot => lot.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(treatment.Lots.Select(lot => lot.Lot).Order(StringComparer.Ordinal), read);
    }

    [Fact]
    public async Task Batteries_are_received_line_by_line()
    {
        await using var store = await AStore.Open();
        var codes = await store.Give(1, AtTheRecycler);
        var lines = codes.Append(BatteryCode.Of("GZ9PE0100000A1G6K0008888"))
            .Select(code => new Line<ReceiveBattery> { Value = new() { Battery = code, OccurredAt = Today, MassKg = 339.2m } });

        var answer = await ReceiveBatteryEndpoint.Handle(
            new() { Batteries = [.. lines] }, new(Recycler), new("key-1"), store.Office, store.Rules, TestContext.Current.CancellationToken);

        var results = Assert.IsType<JsonHttpResult<BatchResult>>(answer.Result);
        Assert.Equal(207, results.StatusCode);
        Assert.Equal(["battery-received", null], results.Value!.Results.Select(result => result.Receipt?.Kind));
        Assert.Equal("battery-unknown", results.Value.Results[1].Problem!.Code);
    }

    private static async Task<string> ALot(AStore store) => Created(await store.Treat(Treatment(await store.Give(1, ReadyToTreat)))).Treatment.Lots[0].Lot;

    private static TreatBatteries Treatment(BatteryCode[] codes) => new()
    {
        OccurredAt = Today.AddMinutes(-1),
        Process = TreatmentProcess.Hydrometallurgy,
        Batteries = [.. codes.Select(code => new BatteryToTreat(code))],
        Outputs = [new(Material.LithiumCarbonate, 33.9m, 99.5m), new(Material.NickelSulfate, 150), new(Material.Other, 3, Description: "separator")],
    };

    private static TreatmentRecorded Created(Results<JsonHttpResult<TreatmentRecorded>, ProblemHttpResult> answer) =>
        answer.Result is JsonHttpResult<TreatmentRecorded> created ? created.Value! : throw new InvalidOperationException(Code(answer.Result));

    private static string? Problem(Microsoft.AspNetCore.Http.INestedHttpResult answer) => Code(answer.Result);

    private static string? Code(Microsoft.AspNetCore.Http.IResult result) => (string?)Assert.IsType<ProblemHttpResult>(result).ProblemDetails.Extensions["code"];

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TraceabilityJson.Options);
}
