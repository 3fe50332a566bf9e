using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

public sealed class KillTests
{
    private const int Rounds = 4;
    private const int Clients = 16;
    private const string MakerId = "91520115MA0TEXT129";
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";

    [Fact]
    public async Task Killed_again_and_again_under_load_nothing_acknowledged_is_lost_and_nothing_is_there_twice()
    {
        using var data = new TemporaryFolder();
        var port = StandaloneProcess.FreePort();
        var acknowledged = new ConcurrentDictionary<string, List<(int Sequence, string Seal)>>();
        var attempted = new ConcurrentQueue<int>();
        (string ClientId, string Secret)? credential = null;
        var random = new Random(73);

        for (var round = 0; round < Rounds; round++)
        {
            await using var registry = await StandaloneProcess.Start(data.Path, port, "--Operator:ClientSecret", AdministratorSecret);
            var maker = credential is { } known
                ? await PartyClient.LogIn(registry.Address, MakerId, known.ClientId, known.Secret)
                : await RegisterMaker(registry.Address);
            credential = (maker.ClientId, maker.Secret);

            await RepeatAll(maker, attempted, acknowledged);
            using var stop = new CancellationTokenSource();
            var before = acknowledged.Count;
            var load = Enumerable.Range(0, Clients).Select(client => Load(maker, round, client, attempted, acknowledged, stop.Token)).ToArray();
            var enough = before + random.Next(50, 400);
            await Eventually.Holds(() => Task.FromResult(acknowledged.Count > enough), TimeSpan.FromSeconds(60), () => registry.Output);
            await registry.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(load);
        }

        await using var last = await StandaloneProcess.Start(data.Path, port);
        var survivor = await PartyClient.LogIn(last.Address, MakerId, credential!.Value.ClientId, credential.Value.Secret);
        await RepeatAll(survivor, attempted, acknowledged);
        await Parallel.ForEachAsync(acknowledged, (battery, _) => Check(survivor, battery.Key, battery.Value));
        Assert.True(acknowledged.Count > Rounds * 50);
    }

    private static async Task<PartyClient> RegisterMaker(Uri address)
    {
        var administrator = await PartyClient.LogIn(address, "000000000", "000000000-1", AdministratorSecret);
        return await administrator.Register(MakerId, "Guizhou Cell Works", "520115", ["battery-maker", "vehicle-maker"], ["GZ9"]);
    }

    // A client that got no answer repeats its request under the same key until it gets one; so does everyone after a restart.
    private static Task RepeatAll(PartyClient maker, ConcurrentQueue<int> attempted, ConcurrentDictionary<string, List<(int, string)>> acknowledged) =>
        Parallel.ForEachAsync(attempted.Distinct().ToList(), async (serial, _) => await RegisterAndInstall(maker, serial, acknowledged));

    private static async Task Load(
        PartyClient maker, int round, int client, ConcurrentQueue<int> attempted,
        ConcurrentDictionary<string, List<(int, string)>> acknowledged, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var serial = 1 + (((round * Clients) + client) * 10_000) + i;
            attempted.Enqueue(serial);
            try
            {
                await RegisterAndInstall(maker, serial, acknowledged);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static async Task RegisterAndInstall(PartyClient maker, int serial, ConcurrentDictionary<string, List<(int, string)>> acknowledged)
    {
        var battery = Codes.Ncm('P', serial);
        var registered = await maker.Record(
            "/batteries", new { battery, occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") }, $"register-{serial}");
        Acknowledge(acknowledged, battery, registered);
        var installed = await maker.Record(
            "/installations", new { battery, occurredAt = "2026-07-01T08:00:00+08:00", vin = "LZ9AB1CD8RG100001" }, $"install-{serial}");
        Acknowledge(acknowledged, battery, installed);
    }

    private static void Acknowledge(ConcurrentDictionary<string, List<(int, string)>> acknowledged, string battery, JsonObject receipt)
    {
        var receipts = acknowledged.GetOrAdd(battery, _ => []);
        lock (receipts)
        {
            receipts.Add((receipt["sequence"]!.GetValue<int>(), receipt["seal"]!.GetValue<string>()));
        }
    }

    private static async ValueTask Check(PartyClient reader, string battery, List<(int Sequence, string Seal)> receipts)
    {
        var history = await reader.Get($"/audit/batteries/{battery}?atLeast=2");
        var seals = history["entries"]!.AsArray().Select(entry => entry!["seal"]!.GetValue<string>()).ToList();
        Assert.Equal(2, seals.Count);
        Assert.All(receipts, receipt => Assert.Equal(receipt.Seal, seals[receipt.Sequence - 1]));
        var verification = await reader.Get($"/audit/batteries/{battery}/verification");
        Assert.True(verification["valid"]!.GetValue<bool>(), verification.ToJsonString());
    }
}
