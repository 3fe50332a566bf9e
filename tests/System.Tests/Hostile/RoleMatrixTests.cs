using System.Net;
using System.Text;

namespace Traceability.SystemTests.Hostile;

/// <summary>Who is answered what at every operation: roles-by-operation.txt, which says how it is read.</summary>
public sealed class RoleMatrixTests : IAsyncLifetime
{
    private static readonly string[] TradeRoles =
    [
        "battery-maker", "vehicle-maker", "importer", "dealer", "repairer", "swap-operator", "collection-outlet", "dismantler", "second-life-user", "recycler",
        "material-maker", "regulator",
    ];

    private HostileRegistry registry = null!;

    public async ValueTask InitializeAsync() => registry = await HostileRegistry.Start("RegisterBatteries", "InstallBatteries");

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task Every_role_is_answered_at_every_operation_as_the_table_says()
    {
        var callers = new List<(string Role, string Token)>();
        foreach (var (number, role) in TradeRoles.Index())
        {
            callers.Add((role, (await registry.Register($"91520303MA0TEXT{number:000}", role)).Token));
        }

        callers.Add(("administrator", registry.Administrator.Token));
        var table = Table();
        var wrong = new List<string>();
        var rows = new List<string>();
        foreach (var door in registry.Doors.OrderBy(door => door.Method == HttpMethod.Delete).ThenBy(door => door.Id, StringComparer.Ordinal))
        {
            var cells = new List<(string Role, string Answer)>();
            foreach (var (role, token) in callers)
            {
                var (status, _, text) = await registry.Send(Request(door), token);
                cells.Add((role, Judge.CodeOf(status, text)));
            }

            rows.Add(Row(door.Id, cells));
            wrong.AddRange(!table.TryGetValue(door.Id, out var row)
                ? [$"{door.Id} has no row."]
                : cells.Where(cell => Cell(row, cell.Role) != cell.Answer)
                    .Select(cell => $"{door.Id}, {cell.Role}: the table says '{Cell(row, cell.Role)}', the answer is '{cell.Answer}'."));
        }

        wrong.AddRange(table.Keys.Except(registry.Doors.Select(door => door.Id)).Select(id => $"{id} has a row, but is no operation."));
        Assert.True(wrong.Count == 0, $"{string.Join('\n', wrong)}\nAs it is:\n{string.Join('\n', rows.Order(StringComparer.Ordinal))}");
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_token_or_as_somebody_unknown_or_suspended()
    {
        var suspended = await registry.Register("91520303MA0TEXT998", "battery-maker");
        await registry.Administrator.Post(HttpStatusCode.OK, $"/parties/{suspended.Id}/suspension", new { reason = "A test." });
        var unknown = new ForgedToken(registry.Maker.Token);
        unknown.Payload["party"] = "91520303MA0TEXT997";
        (string? Token, string Answer)[] outsiders =
            [(null, "401 token-missing"), (suspended.Token, "403 party-suspended"), (unknown.SignedBy(registry.Key), "403 party-unknown")];
        foreach (var door in registry.Doors)
        {
            foreach (var (token, expected) in outsiders)
            {
                var (status, _, text) = await registry.Send(door.Request(registry.Known), token);
                Assert.True(Judge.CodeOf(status, text) == expected != door.IsPublic, $"{door.Id} answered {status} to {expected}: {text}");
            }
        }
    }

    /// <summary>The example; but what it registers must not be there yet.</summary>
    private HostileRequest Request(Door door)
    {
        var request = door.Request(registry.Known);
        return door.Id != "RegisterBatteries" ? request : request with
        {
            Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(request.Body!).Replace("0000012\"", "0004711\"", StringComparison.Ordinal)),
        };
    }

    private static Dictionary<string, string> Table() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "roles-by-operation.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());

    private static string Cell(string row, string role)
    {
        var parts = row.Split(';', StringSplitOptions.TrimEntries);
        return parts.Skip(1).Select(part => part.Split(" = ")).FirstOrDefault(part => part[0].Split(' ').Contains(role))?[1] ?? parts[0];
    }

    private static string Row(string id, List<(string Role, string Answer)> cells)
    {
        var groups = cells.GroupBy(cell => cell.Answer, cell => cell.Role).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        return $"{id}: {string.Join("; ", groups.Skip(1).Select(group => $"{string.Join(' ', group)} = {group.Key}").Prepend(groups[0].Key))}";
    }
}
