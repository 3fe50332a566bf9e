using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests.Hostile;

/// <summary>Somebody who has every role, and knows the ids of what belongs to others.</summary>
public sealed class StrangersTests : IAsyncLifetime
{
    // A code that is taken is no secret, and a reference says nothing of the person.
    private static readonly (string Foreign, string Absent)[] Admitted =
        [("403 dossier-not-yours", "404 battery-unknown"), ("403 not-custodian", "404 battery-unknown"), ("403 owner-of-another", "404 owner-unknown")];

    private HostileRegistry registry = null!;

    public async ValueTask InitializeAsync() => registry = await HostileRegistry.Start(
        "RegisterBatteries", "InstallBatteries", "RetireBatteries", "AssessHealth", "ReceiveBatteries", "TreatBatteries");

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task What_belongs_to_others_might_as_well_not_be_there()
    {
        var wrong = new List<string>();
        foreach (var door in registry.Doors.Where(door => !door.IsPublic && !door.Path.StartsWith("/parties", StringComparison.Ordinal) && door.In("path").Any()))
        {
            var foreign = await Ask(door, registry.Known);
            var absent = await Ask(door, Absent);
            var codes = (Judge.CodeOf(foreign.Status, foreign.Text), Judge.CodeOf(absent.Status, absent.Text));
            if (codes.Item1 != codes.Item2 && !Admitted.Contains(codes))
            {
                wrong.Add($"{door.Id} tells what is there ({codes.Item1}) from what is not ({codes.Item2}): {foreign.Text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_refusal_names_nobody_and_no_vehicle_that_the_stranger_did_not_name()
    {
        var wrong = new List<string>();

        // What the stranger itself has reported before, it may read.
        foreach (var door in registry.Doors.Where(door =>
            !door.IsPublic && !door.Path.StartsWith("/parties", StringComparison.Ordinal) && door.Id != "ListVehicleScrappings"))
        {
            var request = door.Request(registry.Known);
            var said = $"{string.Join('/', request.Segments)} {string.Join('&', request.Query)} {Encoding.UTF8.GetString(request.Body ?? [])}";
            var (_, _, text) = await registry.Send(request, registry.Stranger.Token);
            wrong.AddRange(registry.Secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal) && !said.Contains(secret, StringComparison.Ordinal))
                .Select(secret => $"{door.Id} tells {secret}: {text}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_forged_or_stale_token_is_worth_nothing()
    {
        using var otherKey = RSA.Create(2048);
        string Forge(Action<ForgedToken> change, Func<ForgedToken, string> sign)
        {
            var forged = new ForgedToken(registry.Stranger.Token);
            change(forged);
            return sign(forged);
        }

        var token = registry.Stranger.Token;
        var forgeries = new Dictionary<string, string>
        {
            ["other party, old signature"] = Forge(forged => forged.Payload["party"] = HostileRegistry.MakerId, forged => forged.WithOldSignature),
            ["alg none"] = Forge(forged => forged.Header["alg"] = "none", forged => forged.WithoutSignature),
            ["alg None"] = Forge(forged => forged.Header["alg"] = "None", forged => forged.WithoutSignature),
            ["no signature"] = Forge(_ => { }, forged => forged.WithoutSignature),
            ["other key"] = Forge(_ => { }, forged => forged.SignedBy(otherKey)),
            ["other key under its name"] = Forge(forged => forged.Header["kid"] = "../../dev/null", forged => forged.SignedBy(otherKey)),
            ["public key as secret"] = Forge(forged => forged.Header["alg"] = "HS256", forged => forged.SignedWithThePublicKeyAsSecret(registry.Key)),
            ["expired"] = Forge(forged => (forged.Payload["iat"], forged.Payload["exp"]) = (1_700_000_000, 1_700_003_600), forged => forged.SignedBy(registry.Key)),
            ["not valid yet"] = Forge(forged => forged.Payload["nbf"] = 4_000_000_000, forged => forged.SignedBy(registry.Key)),
            ["issued in the future and expired"] = Forge(forged => (forged.Payload["nbf"], forged.Payload["exp"]) = (4_000_000_000, 1), forged => forged.SignedBy(registry.Key)),
            ["no end"] = Forge(forged => forged.Payload["exp"] = "never", forged => forged.SignedBy(registry.Key)),
            ["alg NONE with a signature"] = Forge(forged => forged.Header["alg"] = "NONE", forged => forged.WithOldSignature),
            ["no algorithm"] = Forge(forged => forged.Header.Remove("alg"), forged => forged.WithOldSignature),
            ["other key in its header"] = Forge(forged => forged.Header["jwk"] = PublicKey(otherKey), forged => forged.SignedBy(otherKey)),
            ["other key at its address"] = Forge(forged => forged.Header["jku"] = $"{registry.Process.Address}keys", forged => forged.SignedBy(otherKey)),
            ["other issuer's key"] = Forge(forged => forged.Payload["iss"] = "https://elsewhere.example/", forged => forged.SignedBy(otherKey)),
            ["other audience"] = Forge(forged => forged.Payload["aud"] = "elsewhere", forged => forged.SignedBy(registry.Key)),
            ["no audience"] = Forge(forged => forged.Payload.Remove("aud"), forged => forged.SignedBy(registry.Key)),
            ["another kind of token"] = Forge(forged => forged.Header["typ"] = "JWT", forged => forged.SignedBy(registry.Key)),
            ["no kind of token"] = Forge(forged => forged.Header.Remove("typ"), forged => forged.SignedBy(registry.Key)),
            ["a refresh token"] = Forge(forged => forged.Header["typ"] = "rt+jwt", forged => forged.SignedBy(registry.Key)),
            ["cut off after the payload"] = token[..token.LastIndexOf('.')],
            ["a part too many"] = $"{token}.{token[^20..]}",
            ["two tokens"] = $"{token} {token}",
            ["cut off"] = token[..^1],
            ["one letter changed"] = token[..^10] + (token[^10] == 'A' ? 'B' : 'A') + token[^9..],
            ["twice"] = token + token,
            ["nothing"] = "",
            ["dots"] = "..",
            ["long"] = new string('a', 16_000),
            ["not ASCII"] = "令牌",
        };
        Assert.Equal(200, await Whoami(Forge(_ => { }, forged => forged.SignedBy(registry.Key))));
        Assert.Equal(200, await Whoami(Forge(forged => forged.Payload["nbf"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), forged => forged.SignedBy(registry.Key))));
        foreach (var (trick, forgery) in forgeries)
        {
            Assert.True(await Whoami(forgery) == 401, trick);
        }

        async Task<int> Whoami(string forgery)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(registry.Process.Address, "/transfers?box=in"));
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {forgery}");
            var (status, type, text) = await registry.Send(message);
            Assert.Null(registry.Judge.Complaint(registry.Doors[0], message.Method, status, type, text));
            return status;
        }
    }

    [Fact]
    public async Task A_revoked_credential_gets_no_token_any_more()
    {
        await LogsIn(HttpStatusCode.OK);
        using var http = new HttpClient { BaseAddress = registry.Process.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", registry.Administrator.Token);
        using var revoked = await http.DeleteAsync($"/parties/{HostileRegistry.StrangerId}/credentials/{registry.Stranger.ClientId}", TestContext.Current.CancellationToken);
        Assert.True(revoked.IsSuccessStatusCode);
        await LogsIn(HttpStatusCode.Unauthorized);

        async Task LogsIn(HttpStatusCode expected)
        {
            using var anybody = new HttpClient { BaseAddress = registry.Process.Address };
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["client_id"] = registry.Stranger.ClientId, ["client_secret"] = registry.Stranger.Secret,
            });
            using var answer = await anybody.PostAsync("/connect/token", form, TestContext.Current.CancellationToken);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_key_belongs_to_the_party_that_used_it()
    {
        const string key = "k-1";
        var line = new { battery = Codes.Ncm('P', 500), occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") };
        var receipt = await registry.Maker.Record("/batteries", line, key);

        // The same request under the same key is another party's request: it gets no receipt of somebody else's.
        var foreign = await registry.Stranger.Post(HttpStatusCode.Conflict, "/batteries", new { batteries = new[] { line } }, key);
        Assert.DoesNotContain($"{receipt["seal"]}", foreign.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(receipt.ToJsonString(), (await registry.Maker.Record("/batteries", line, key)).ToJsonString());
    }

    private static JsonObject PublicKey(RSA key)
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(numbers.Modulus), ["e"] = Base64Url.EncodeToString(numbers.Exponent) };
    }

    private static string? Absent(string segment) => segment switch
    {
        "batteries" or "suggestion" or "passport" => Codes.Ncm('P', 4711),
        "transfers" => "transfer-0123456789abcdef0123",
        "lots" => "lot-0123456789abcdef0123",
        "treatments" => "treatment-0123456789abcdef0123",
        "owners" => "owner-01k7f3q8w2m4n6p8r0t2v4x6z8",
        "vehicles" => "LZ9AB1CD2TG100003",
        "outlets" => "91520402MA0TEXT47G",
        _ => null,
    };

    private async Task<(int Status, string Text)> Ask(Door door, Func<string, string?> known)
    {
        var (status, _, text) = await registry.Send(door.Request(known), registry.Stranger.Token);
        return (status, text);
    }
}
