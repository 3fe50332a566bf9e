using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Fixtures.Fuzzing;
using Traceability.Hosting.Batches;
using Traceability.Hosting.Bulk;
using Traceability.Hosting.Languages;
using Traceability.Registration;

namespace Traceability.Hosting.Tests;

/// <summary>Lines and headers with characters changed: read as what they say, or refused as documented.</summary>
public sealed class MutatedRequestsTests
{
    private static readonly string[] Known = ["zh", "en"];

    private static readonly byte[][] Batches =
    [
        Encoding.UTF8.GetBytes($$"""{"batteries":[{{Rows.Line}},{{Rows.Line}}]}"""), Encoding.UTF8.GetBytes($$"""{"batteries":[null,{"battery":1},{}]}"""),
    ];

    private static readonly Gen<string> Header = Gen.OneOf(
        Gen.String, Gen.Char['\u0001', '\u00ff'].Array[0, 220].Select(letters => new string(letters)),
        Mutated.Of("zh-CN,zh;q=0.9,en;q=0.8"u8.ToArray(), "text/csv;q=0.5, application/x-ndjson, */*;q=0.1"u8.ToArray(), "5b9f6c1e-9e3f-4a8d-8f53"u8.ToArray()).Select(Encoding.Latin1.GetString));

    [Fact]
    public void A_line_spoils_no_other() => Mutated.Of(Batches).Sample(bytes =>
    {
        Batch<RegisterBattery> batch;
        try
        {
            batch = JsonSerializer.Deserialize<Batch<RegisterBattery>>(bytes, Rows.Json)!;
        }
        catch (JsonException malformed)
        {
            Assert.NotEmpty(MalformedJson.Explain(malformed, typeof(Batch<RegisterBattery>)).Detail);
            return;
        }

        foreach (var line in batch?.Batteries ?? [])
        {
            if (!line.TryRead(out var command, out var flaw))
            {
                Assert.NotEmpty(flaw.Detail);
                continue;
            }

            var text = JsonSerializer.SerializeToUtf8Bytes(command, Rows.Json);
            Assert.Equal(text, JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<RegisterBattery>(text, Rows.Json), Rows.Json));
        }
    }, time: Mutated.Seconds);

    [Fact]
    public void A_key_is_taken_as_it_is_or_refused() => Header.Sample(text =>
    {
        var context = new DefaultHttpContext();
        context.Request.Headers[IdempotencyKey.Header] = text;
        try
        {
            var key = IdempotencyKey.BindAsync(context).AsTask().GetAwaiter().GetResult();
            Assert.Equal(text, key.Value);
            Assert.InRange(text.Length, 1, 200);
        }
        catch (RefusedException refused)
        {
            Assert.Equal(HostingRefusals.IdempotencyKeyMalformed, refused.Refusal.Kind);
        }
    }, time: Mutated.Seconds);

    [Fact]
    public void Whatever_language_is_asked_for_one_of_two_is_answered()
    {
        var added = new ServiceCollection();
        added.AddLogging().AddRequestLanguage();
        using var services = added.BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseRequestLanguage();
        string? language = null;
        app.Run(context =>
        {
            language = context.Features.Get<IRequestCultureFeature>()!.RequestCulture.UICulture.Name;
            Assert.Equal(CultureInfo.InvariantCulture, CultureInfo.CurrentCulture);
            return Task.CompletedTask;
        });
        var pipeline = app.Build();
        Header.Sample(
            text =>
            {
                var context = new DefaultHttpContext { RequestServices = services };
                context.Request.Headers.AcceptLanguage = text;
                pipeline(context).GetAwaiter().GetResult();
                Assert.Contains(language, Known);
                Assert.Contains(Tables.Language(context.Request, null), Known);
            },
            time: Mutated.Seconds, threads: 1);
    }

    [Fact]
    public void Whatever_form_is_asked_for_one_of_three_is_answered() => Gen.Select(Header, Header.Null()).Sample((accept, format) =>
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;
        Assert.True(Enum.IsDefined(Tables.Asked(context.Request, format)));
    }, time: Mutated.Seconds);
}
