using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Traceability.SystemTests.Hostile;

/// <summary>
/// Every operation of the OpenAPI document that takes an Idempotency-Key, sent again: by the same party, with something else, and by
/// another party. Lives of batteries lead to each of them.
/// </summary>
public sealed partial class ReplayTests : IAsyncDisposable
{
    private const string Header = "Idempotency-Key";
    private const string Pack = "GZ9PB0100000A1G6K0000012";

    /// <summary>The operations of each life, in their order; before a colon, who does it where that is not the maker.</summary>
    private static readonly string[] Lives =
    [
        "RecordFile RegisterBatteries CorrectBatteries InstallBatteries RetireBatteries AssessHealth DecideDispositions MakeProduct DeployProducts MoveProducts TakeBackProducts",
        "RegisterBatteries InstallBatteries RemoveBatteries OfferTransfer receiver:RejectTransfer WithdrawTransfer",
        "RegisterBatteries InstallBatteries ReplaceBatteries TakeOutParts RegisterOwner",
        "RegisterBatteries InstallBatteries RetireBatteries AssessHealth DecideDispositions ReceiveBatteries TreatBatteries SplitLot MergeLots ShipLot",
        "RegisterBatteries InstallBatteries SellToPrivateOwners CollectFromPrivateOwners",
        "RegisterBatteries OfferTransfer stranger:AcceptTransfer stranger:InstallBatteries stranger:ScrapVehicle",
        "administrator:RegisterParty administrator:IssueCredential administrator:SuspendParty",
    ];

    private HostileRegistry registry = null!;
    private string transfer = "";

    public static IEnumerable<TheoryDataRow<string>> EveryLife => Lives.Select(life => new TheoryDataRow<string>(life));

    public ValueTask DisposeAsync() => registry is null ? ValueTask.CompletedTask : registry.DisposeAsync();

    [Theory]
    [MemberData(nameof(EveryLife))]
    public async Task A_request_that_is_sent_again_under_its_key_happens_once(string life)
    {
        registry = await HostileRegistry.Start();
        await registry.Register("91522702MA0TEXT719", "material-maker");
        foreach (var step in life.Split(' '))
        {
            var (who, id) = step.Split(':') is [var named, var its] ? (named, its) : ("maker", step);
            var door = registry.Doors.Single(door => door.Id == id);
            await SentAgain(door, await Request(door, life), who);
        }
    }

    [Fact]
    public async Task No_operation_that_takes_a_key_is_left_out()
    {
        registry = await HostileRegistry.Start();
        Assert.Equal(
            registry.Doors.Where(door => door.In("header").Any(header => header.Name == Header)).Select(door => door.Id).Order(StringComparer.Ordinal),
            Lives.SelectMany(life => life.Split(' ')).Select(step => step.Split(':')[^1]).Distinct().Order(StringComparer.Ordinal));
    }

    private async Task SentAgain(Door door, HostileRequest request, string who)
    {
        var (caller, other) = who switch
        {
            "administrator" => (registry.Administrator, registry.Maker),
            "receiver" => (registry.Receiver, registry.Stranger),
            "stranger" => (registry.Stranger, registry.Maker),
            _ => (registry.Maker, registry.Stranger),
        };
        var keyed = request with { Headers = [.. request.Headers, (Header, $"key-{door.Id}")] };
        var first = await registry.Send(keyed, caller.Token);
        Assert.True(first.Status is 200 or 201 or 207 && !first.Text.Contains("\"problem\":{", StringComparison.Ordinal), $"{door.Id}: {first}");
        transfer = door.Id switch
        {
            "OfferTransfer" => $"{JsonNode.Parse(first.Text)!["transfer"]}",
            "RejectTransfer" => "",
            _ => transfer,
        };

        var recorded = await registry.Recorded.AtRest();
        var again = await registry.Send(keyed, caller.Token);
        if (door.Id == "IssueCredential")
        {
            // The secret is kept nowhere, so that it cannot be told again.
            Assert.Equal("409 credential-already-issued", Judge.CodeOf(again.Status, again.Text));
        }
        else
        {
            Assert.Equal(first, again);
        }

        Assert.True(await registry.Recorded.IsStill(recorded), $"{door.Id} was recorded twice.");
        if (keyed.Body is { Length: > 0 } body)
        {
            var (status, _, text) = await registry.Send(keyed with { Body = Other(body) }, caller.Token);
            Assert.True((status == 422 || door.Id == "RecordFile") && text.Contains("idempotency-key-reused", StringComparison.Ordinal), $"{door.Id}: {status} {text}");
            Assert.True(await registry.Recorded.IsStill(recorded), $"{door.Id} was recorded under a key that was taken.");
        }

        var (_, _, foreign) = await registry.Send(keyed, other.Token);
        Assert.DoesNotContain("idempotency-key-reused", foreign, StringComparison.Ordinal);
        Assert.All(Seals.Matches(first.Text), seal => Assert.DoesNotContain(seal.Value, foreign, StringComparison.Ordinal));
    }

    /// <summary>The example, about what there is in this registry.</summary>
    private async Task<HostileRequest> Request(Door door, string life)
    {
        var request = door.Request(Known);
        var body = Encoding.UTF8.GetString(request.Body ?? []);
        switch (door.Id)
        {
            case "OfferTransfer":
                body = body.Replace("91520603MA0TEXT63Y", life.Contains("stranger:", StringComparison.Ordinal) ? HostileRegistry.StrangerId : HostileRegistry.ReceiverId, StringComparison.Ordinal);
                break;
            case "SellToPrivateOwners":
                body = body.Replace("owner-01k7f3q8w2m4n6p8r0t2v4x6z8", registry.Known("owners"), StringComparison.Ordinal);
                break;
            case "ReplaceBatteries":
                await Register("GZ9PB0100000A1G6K0000013", "pack");
                break;
            case "TakeOutParts":
                await Register("GZ9MB0100000A1G6K0000101", "module");
                await Register("GZ9MB0100000A1G6K0000102", "module");
                await Register("GZ9PB0100000A1G6K0000014", "pack", "GZ9MB0100000A1G6K0000101", "GZ9MB0100000A1G6K0000102");
                body = body.Replace(Pack, "GZ9PB0100000A1G6K0000014", StringComparison.Ordinal);
                break;
            case "DecideDispositions" when life.Contains("TreatBatteries", StringComparison.Ordinal):
                body = body.Replace("\"second-life\"", "\"recycling\",\"overrideReason\":\"Nobody wants it.\"", StringComparison.Ordinal);
                break;
            case "TreatBatteries":
                body = body.Replace("GZ9PE", "GZ9PB", StringComparison.Ordinal);
                break;
            case "SplitLot":
                request = door.Request(await Lots() is [var only] ? _ => only : Known);
                break;
            case "MergeLots":
                var parts = await Lots();
                body = body.Replace("lot-0123456789abcdef0123", parts[0], StringComparison.Ordinal).Replace("lot-fedcba98765432100123", parts[1], StringComparison.Ordinal);
                break;
            case "ShipLot":
                var merged = (await Lots())[0];
                request = door.Request(_ => merged);
                break;
            case "RegisterParty":
                body = body.Replace(HostileRegistry.MakerId, "91520303MA0TEXT998", StringComparison.Ordinal).Replace("\"GZ9\"", "", StringComparison.Ordinal);
                break;
        }

        return request with { Body = request.Body is null ? null : Encoding.UTF8.GetBytes(body) };
    }

    private string? Known(string segment) => segment == "transfers" && transfer.Length > 0 ? transfer : registry.Known(segment);

    private Task<JsonObject> Register(string battery, string level, params string[] parts) => registry.Maker.Record("/batteries", new
    {
        battery,
        occurredAt = "2026-06-20T08:00:00+08:00",
        nameplate = new { level, chemistry = "LFP", capacityAh = 150, voltageV = 345.6, energyKwh = 51.84, massKg = 340, model = "GP-52", producedOn = "2026-06-19" },
        parts,
    });

    /// <summary>The lots that still hold something, the largest first.</summary>
    private async Task<List<string>> Lots() =>
    [
        .. from lot in (await registry.Maker.Get("/lots"))["lots"]!.AsArray()
           let left = decimal.Parse($"{lot!["remainingKg"]}", CultureInfo.InvariantCulture)
           where left > 0
           orderby left descending
           select $"{lot["id"]}",
    ];

    // A second later, or in other words.
    private static byte[] Other(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var other = text.Contains("\"occurredAt\"", StringComparison.Ordinal) ? Seconds.Replace(text, "01", 1)
            : text.Contains("GP-52", StringComparison.Ordinal) ? text.Replace("GP-52", "GP-53", StringComparison.Ordinal)
            : Words.Replace(text, "Another ", 1);
        Assert.NotEqual(text, other);
        return Encoding.UTF8.GetBytes(other);
    }

    [GeneratedRegex("""(?<="occurredAt":"[^"]{17})00""")]
    private static partial Regex Seconds { get; }

    [GeneratedRegex("""(?<="(?:name|reason)":")""")]
    private static partial Regex Words { get; }

    [GeneratedRegex("(?<=\"seal\":\")[0-9a-f]{64}")]
    private static partial Regex Seals { get; }
}
