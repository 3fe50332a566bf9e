using System.Globalization;

namespace Traceability.SystemTests.Hostile;

/// <summary>
/// Sends to every operation of the OpenAPI document what it does not expect. HOSTILE_SEED repeats a run, HOSTILE_TRIES (12) says how many
/// spoilt requests of each kind an operation gets.
/// </summary>
public sealed class HostileRequestsTests : IAsyncLifetime
{
    private const int ComplaintsShown = 25;

    // Complaints that begin alike are of one kind; one of each kind is shown.
    private const int KindLength = 50;
    private const string LastsLong = "SuspendParty RevokeCredential EraseOwner";

    private static readonly int Seed = Setting("HOSTILE_SEED") ?? 20_261_124;
    private static readonly int Tries = Setting("HOSTILE_TRIES") ?? 12;

    private readonly Random random = new(Seed);
    private readonly List<(HostileRequest Request, string Text)> complaints = [];
    private HostileRegistry registry = null!;
    private string recorded = "";

    public async ValueTask InitializeAsync() => registry = await HostileRegistry.Start(
        "RegisterBatteries", "InstallBatteries", "RetireBatteries", "AssessHealth", "ReceiveBatteries", "TreatBatteries");

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public Task Spoilt_bodies_are_refused_and_nothing_is_recorded() => AttackAll(door =>
    {
        var good = door.Request(registry.Known);
        if (good.Body is not { Length: > 0 } || door.Example is not { } example)
        {
            return [];
        }

        return from spoilt in Some(HostileBodies.OfEveryPlace(example)).Concat(Some(HostileBodies.OfTheWhole(good.Body, random)))
               select good with { Trick = spoilt.Trick, Body = spoilt.Body(), Chunked = random.Next(4) == 0 };
    });

    [Fact]
    public Task Odd_paths_and_queries_are_refused_and_nothing_is_recorded() => AttackAll(door =>
    {
        var good = door.Request(registry.Known);
        var variable = door.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Index().Where(segment => segment.Item.StartsWith('{')).Select(segment => segment.Index);
        var paths = from place in variable
                    from value in HostileValues.InAddress.SelectMany(value => new[] { value, good.Segments[place] + value })
                    select good with { Trick = $"segment {place}", Segments = [.. good.Segments.Take(place), value, .. good.Segments.Skip(place + 1)] };
        var queries = from parameter in door.In("query")
                      from value in HostileValues.InAddress
                      from tail in new[] { "", $"&{parameter.Name}=1" }
                      let others = good.Query.Where(part => !part.StartsWith(parameter.Name + "=", StringComparison.Ordinal))
                      select good with { Trick = $"query {parameter.Name}", Query = [.. others, $"{parameter.Name}={value}{tail}"] };
        string[] rubbish = ["&&&", "=", "?", "%00=%00", string.Concat(Enumerable.Range(0, 1000).Select(i => $"a{i}=1&")), "unknown=1"];
        return Some(paths).Concat(Some(queries)).Concat(rubbish.Select(query => good with { Trick = "query", Query = [query] }));
    });

    [Fact]
    public Task Odd_headers_types_and_methods_are_refused_and_nothing_is_recorded() => AttackAll(door =>
    {
        // What the example would do is not what is tried here.
        var good = door.Request(registry.Known);
        var spoilt = good.Body is null ? good : good with { Body = "{}"u8.ToArray() };
        string[] methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"];
        var here = registry.Doors.Where(other => other.Path == door.Path).Select(other => other.Method.Method).ToList();
        return [
            .. HostileValues.Headers.Select(header => spoilt with { Trick = "header", Headers = [.. spoilt.Headers.Where(other => other.Name != header.Name), header] }),
            .. HostileValues.ContentTypes.Select(type => spoilt with { Trick = "type", ContentType = type, Body = spoilt.Body ?? "{}"u8.ToArray() }),
            .. methods.Where(method => !here.Contains(method)).Select(method => good with { Trick = "method", Method = new(method) }),
        ];
    });

    /// <summary>As many of them as there shall be tries, at random.</summary>
    private IEnumerable<T> Some<T>(IEnumerable<T> all)
    {
        var every = all.ToArray();
        random.Shuffle(every);
        return every.Take(Tries);
    }

    private async Task AttackAll(Func<Door, IEnumerable<HostileRequest>> attacks)
    {
        recorded = await registry.Recorded.AtRest();
        foreach (var door in registry.Doors.OrderBy(door => LastsLong.Contains(door.Id, StringComparison.Ordinal)))
        {
            foreach (var attack in attacks(door))
            {
                await Attack(door, attack);
            }
        }

        var shown = complaints.DistinctBy(complaint => complaint.Text[..Math.Min(KindLength, complaint.Text.Length)]).Take(ComplaintsShown)
            .Select(complaint => $"{complaint.Request}\n  {complaint.Text}");
        Assert.True(complaints.Count == 0, $"HOSTILE_SEED={Seed} HOSTILE_TRIES={Tries}: {complaints.Count} complaints.\n{string.Join("\n\n", shown)}\n{registry.Process.Output}");
        Assert.DoesNotContain("failed unexpectedly", registry.Process.Output, StringComparison.Ordinal);
    }

    private async Task Attack(Door door, HostileRequest attack)
    {
        try
        {
            var (status, type, text) = await registry.Send(attack, registry.CallerAt(door));
            if (!IsNoAddress(attack, status, text) && registry.Judge.Complaint(door, attack.Method, status, type, text) is { } complaint)
            {
                complaints.Add((attack, complaint));
            }

            if (status < 400)
            {
                recorded = door.Writes ? await registry.Recorded.AtRest() : recorded;
            }
            else if (door.Writes && !await registry.Recorded.IsStill(recorded))
            {
                complaints.Add((attack, $"was refused ({status}) and has changed what is recorded: {text}"));
                recorded = await registry.Recorded.AtRest();
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or TaskCanceledException)
        {
            complaints.Add((attack, $"got no answer: {broken.Message}"));
        }
    }

    /// <summary>Whether the HTTP server turned the address down itself, before anything of the registry could answer.</summary>
    private static bool IsNoAddress(HostileRequest attack, int status, string text) =>
        status == 400 && text.Length == 0 && attack.Segments.Any(segment => segment.Contains("%00", StringComparison.Ordinal));

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
