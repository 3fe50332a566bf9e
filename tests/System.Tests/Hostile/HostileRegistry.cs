using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests.Hostile;

/// <summary>A registry in which parties have recorded things, and everything that is needed to attack it.</summary>
internal sealed class HostileRegistry : IAsyncDisposable
{
    public const string MakerId = "91520115MA0TEXT129";
    public const string ReceiverId = "91520201MA0TEXT200";
    public const string StrangerId = "91520303MA0TEXT39Y";
    public const string Audience = "traceability";
    private const string OperatorId = "000000000";
    private const string OperatorSecret = "a-secret-known-to-this-test-only";

    private static readonly string[] EveryTradeRole =
        ["battery-maker", "vehicle-maker", "importer", "dealer", "repairer", "swap-operator", "collection-outlet", "dismantler", "second-life-user", "recycler", "material-maker"];

    private readonly TemporaryFolder data = new();
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 64, AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    public StandaloneProcess Process { get; private set; } = null!;

    public Judge Judge { get; private set; } = null!;

    public RecordedState Recorded { get; private set; } = null!;

    public IReadOnlyList<Door> Doors { get; private set; } = [];

    public PartyClient Administrator { get; private set; } = null!;

    public PartyClient Maker { get; private set; } = null!;

    public PartyClient Receiver { get; private set; } = null!;

    public PartyClient Stranger { get; private set; } = null!;

    /// <summary>What a stranger must not learn from a refusal.</summary>
    public IReadOnlyList<string> Secrets => [MakerId, ReceiverId, .. known.Where(pair => pair.Key is "owners" or "vehicles").Select(pair => pair.Value)];

    /// <summary>The key that signs its tokens.</summary>
    public RSA Key { get; } = RSA.Create();

    /// <summary>Starts it and lets the parties of the examples do what the examples say, as far as it goes.</summary>
    /// <param name="operations">The operations whose examples are sent, in order.</param>
    public static async Task<HostileRegistry> Start(params string[] operations)
    {
        var started = new HostileRegistry();
        try
        {
            await started.Furnish(operations);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Recorded?.Dispose();
        http.Dispose();
        Key.Dispose();
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        data.Dispose();
    }

    /// <summary>The id of something that is there, where such a segment of a path asks for one.</summary>
    public string? Known(string segment) => known.GetValueOrDefault(segment);

    /// <summary>Who gets furthest at a door.</summary>
    public string CallerAt(Door door) => door.Path.StartsWith("/parties", StringComparison.Ordinal) ? Administrator.Token : Maker.Token;

    /// <summary>Registers a party with these roles and logs in as it.</summary>
    public Task<PartyClient> Register(string id, params string[] roles) => Administrator.Register(id, $"Party {id}", "520303", roles);

    /// <summary>Sends a request and gives the answer.</summary>
    public async Task<(int Status, string? Type, string Text)> Send(HostileRequest request, string? token)
    {
        using var message = request.Message(Process.Address, token is null ? null : $"Bearer {token}");
        return await Send(message);
    }

    /// <summary>Sends a request and gives the answer.</summary>
    public async Task<(int Status, string? Type, string Text)> Send(HttpRequestMessage message)
    {
        using var answer = await http.SendAsync(message, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, text);
    }

    private async Task Furnish(string[] operations)
    {
        Process = await StandaloneProcess.Start(
            data.Path, null, "--Operator:ClientSecret", OperatorSecret, "--Tokens:Audience", Audience,
            "--Limits:RequestsPerSecond", "1000000", "--Limits:TokensPerSecond", "100000");
        Recorded = new(data.Path);
        Doors = Door.All((await http.GetFromJsonAsync<JsonObject>(new Uri(Process.Address, "/openapi/v1.json")))!);
        var problems = (await http.GetFromJsonAsync<JsonArray>(new Uri(Process.Address, "/problems")))!;
        Judge = new(problems.ToDictionary(problem => $"{problem!["code"]}", problem => problem!["status"]!.GetValue<int>()));

        Administrator = await PartyClient.LogIn(Process.Address, OperatorId, $"{OperatorId}-1", OperatorSecret);

        // The key is made when it is first needed.
        Key.ImportFromPem(await File.ReadAllTextAsync(Path.Combine(data.Path, "keys", "signing-key.pem")));
        var (status, _, text) = await Send(Doors.Single(door => door.Id == "RegisterParty").Request(Known), Administrator.Token);
        Assert.True(status == 201, text);
        var credential = await Administrator.Post(HttpStatusCode.Created, $"/parties/{MakerId}/credentials", null);
        Maker = await PartyClient.LogIn(Process.Address, MakerId, $"{credential["clientId"]}", $"{credential["clientSecret"]}");
        Receiver = await Administrator.Register(ReceiverId, "Liupanshui Vehicles", "520201", ["vehicle-maker"], ["GZ8"]);
        Stranger = await Administrator.Register(StrangerId, "Everything Ltd", "520303", EveryTradeRole, ["GZ7"]);
        foreach (var id in operations)
        {
            if (id == "TreatBatteries")
            {
                // The example of a decision is for the other way.
                var battery = $"{Doors.Single(door => door.Id == "RegisterBatteries").Example!["batteries"]![0]!["battery"]}";
                await Maker.Record("/dispositions", new { battery, disposition = "recycling", overrideReason = "Nobody wants it.", occurredAt = DateTimeOffset.UtcNow });
            }

            (status, _, text) = await Send(Doors.Single(door => door.Id == id).Request(Known), Maker.Token);
            Assert.True(status == 201 || id == "TreatBatteries", $"{id}: {status} {text}");
        }

        await Remember();
    }

    private async Task Remember()
    {
        var battery = Codes.Ncm('P', 77);
        await Maker.Record("/batteries", new { battery, occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") });
        var offer = await Maker.Post(HttpStatusCode.Created, "/transfers", new
        {
            type = "sale", to = ReceiverId, occurredAt = "2026-06-21T08:00:00+08:00", expiresAt = DateTimeOffset.UtcNow.AddDays(20), batteries = new[] { new { battery } },
        });
        var owner = await Maker.Post(HttpStatusCode.Created, "/owners", new { name = "张三" });
        var victim = await Administrator.Post(HttpStatusCode.Created, $"/parties/{StrangerId}/credentials", null);
        known["batteries"] = known["suggestion"] = known["passport"] = battery;
        known["transfers"] = $"{offer["transfer"]}";
        known["owners"] = $"{owner["reference"]}";
        known["vehicles"] = "LZ9AB1CD8RG100001";
        known["outlets"] = MakerId;
        known["parties"] = StrangerId;
        known["credentials"] = $"{victim["clientId"]}";
        if ((await Maker.Get("/lots"))["lots"] is JsonArray { Count: > 0 } lots)
        {
            known["lots"] = $"{lots[0]!["lot"] ?? lots[0]!["id"]}";
            known["treatments"] = $"{(await Maker.Get("/treatments"))["treatments"]![0]!["treatment"]}";
        }
    }
}
