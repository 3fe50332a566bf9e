using System.Text;

namespace Traceability.SystemTests.Hostile;

/// <summary>What somebody may put where something else is expected.</summary>
internal static class HostileValues
{
    private const int Megabyte = 1 << 20;
    private const int ManyItems = 10_000;
    private const int DeepLevels = 5_000;

    /// <summary>In place of a value of a JSON text, and some of it is no JSON.</summary>
    public static readonly IReadOnlyList<byte[]> Json =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-0", "-1", "1e400", "-1e400", "1e-400", "1e308", "79228162514264337593543950336", "0.1234567890123456",
            "9007199254740993", "9223372036854775808", "2147483648", "-2147483649", "1.0000000000000000000000000001", "NaN", "Infinity", "-Infinity",
            "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"1\"", "\"1e5\"", "+1", ".5", "1.", "00", "0x10", "1_000", "[]", "{}", "[[]]", "[null]", "[{}]",
            "{\"\":null}", "{\"$type\":\"x\"}", "{\"$ref\":\"1\"}", "'x'", "x", ",", "/* */ 1",
            "\"\"", "\" \"", "\"\\t\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u202etxet\"", "\"\\ufeff\"", "\"\\x\"",
            "\"GZ9PE0100000\u0410" + "1G6K0000012\"", "\"\uFF19\uFF11\uFF15\uFF12\uFF10115MA0TEXT129\"", "\"e\u0301\"", "\"\U0001F50B\"", "\"gz9pe0100000a1g6k0000012\"",
            "\"0001-01-01T00:00:00+14:00\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"2026-02-31T00:00:00Z\"",
            "\"2026-06-20T08:00:00+99:99\"", "\"2026-06-20T24:00:00Z\"", "\"2026-06-20T23:59:60Z\"", "\"2026-06-20T08:00:00\"", "\"2026-06-20\"",
            "\"0001-01-01\"", "\"9999-12-31\"", "\"2026-02-30\"", "\"-0001-01-01\"", "\"20260620\"",
            "\"../../etc/passwd\"", "\"'; drop table entries; --\"", "\"<script>alert(1)</script>\"", "\"{0}{1}{99}{{\"", "\"%s%n%00\"", "\"a\nb\"", "\"a\u0001b\"",
        }.Select(text => Encoding.UTF8.GetBytes(text)),
        [.. "\"a"u8, 0xFF, 0xFE, .. "b\""u8],
        [.. "\""u8, 0xC0, 0xAF, .. "\""u8],
        [.. "\""u8, 0xED, 0xA0, 0x80, .. "\""u8],
        Ascii($"\"{new string('A', Megabyte)}\""),
        Ascii($"\"{string.Concat(Enumerable.Repeat("\\u4e2d", Megabyte / 6))}\""),
        Ascii(new string('9', 100_000)),
        Ascii($"[{string.Join(',', Enumerable.Repeat("0", ManyItems))}]"),
        Ascii($"[{string.Join(',', Enumerable.Repeat("\"GZ9PE0100000A1G6K0000012\"", ManyItems))}]"),
        Ascii($"[{string.Join(',', Enumerable.Repeat("{}", ManyItems))}]"),
        Ascii($"{new string('[', DeepLevels)}{new string(']', DeepLevels)}"),
        Ascii($"{string.Concat(Enumerable.Repeat("{\"a\":", DeepLevels))}1{new string('}', DeepLevels)}"),
        Ascii(new string('[', DeepLevels)),
    ];

    /// <summary>In place of a segment of a path or a value of a query, as it goes over the wire.</summary>
    public static readonly IReadOnlyList<string> InAddress =
    [
        "", ".", "..", "...", "%2e", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5c", "%2f", "%252f", "%5c", "%00", "a%00b", "%2500", "%ff", "%c0%af",
        "%ED%A0%80", "%", "%zz", "%u0041", ";a=b", "x;", "x.", "x..", "%20", "%09", "%0a", "%0d%0aX-Evil:%201", "%E2%80%AE", "%EF%BB%BF", "%D0%90",
        "%EF%BC%99%EF%BC%91", "e%CC%81", "%F0%9F%94%8B", "null", "undefined", "NaN", "Infinity", "{id}", "%7B0%7D%7B99%7D", "-1", "0", "1e400", "2147483648",
        "9223372036854775808", "0.12345678901234567890", "*", "%27%3B%20drop%20table%20entries%3B--", "%3Cscript%3E", "true", "[]", "a,b", "+", "in", "2026-02-31",
        "0001-01-01", "9999-12-31", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "2026-06-20T08:00:00%2B99:99", "100000", "520000", "000000000",
        "GZ9PE0100000A1G6K0000012", "gz9pe0100000a1g6k0000012", "91520115MA0TEXT129", "LZ9AB1CD8RG100001", "owner-01k7f3q8w2m4n6p8r0t2v4x6z8", new string('a', 4000),
        new string('9', 400), string.Concat(Enumerable.Repeat("%E4%B8%AD", 400)),
    ];

    /// <summary>What a header may say.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> Headers =
    [
        ("Idempotency-Key", ""), ("Idempotency-Key", " "), ("Idempotency-Key", "a b"), ("Idempotency-Key", "中文"), ("Idempotency-Key", new string('k', 201)),
        ("Idempotency-Key", new string('k', 8000)), ("Idempotency-Key", "a,b"), ("Idempotency-Key", "\u007f"), ("Idempotency-Key", "'; drop table receipts; --"),
        ("If-Match", ""), ("If-Match", "*"), ("If-Match", "\"-1\""), ("If-Match", "W/\"1\""), ("If-Match", "\"99999999999999999999\""), ("If-Match", "\"1\", \"2\""),
        ("Accept-Language", "zh;q=NaN"), ("Accept-Language", new string('z', 5000)), ("Accept-Language", "../../zh"), ("Accept", "text/xml"), ("Accept", "x"),
        ("X-Forwarded-For", "' or 1=1"), ("X-HTTP-Method-Override", "DELETE"), ("Content-Encoding", "gzip"), ("Expect", "200-maybe"), ("Cookie", "a=\u0001"),
        ("traceparent", "00-zz"), ("Range", "bytes=-1"), ("Origin", "null"),
    ];

    /// <summary>What a body may be said to be.</summary>
    public static readonly IReadOnlyList<string?> ContentTypes =
    [
        null, "", "text/plain", "text/html", "application/xml", "application/json; charset=utf-16", "application/json; charset=klingon", "application/json;",
        "application/json, text/plain", "application/problem+json", "json", "/", "application/x-www-form-urlencoded", "multipart/form-data",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=" + new string('b', 300), "application/octet-stream", "text/csv", "application/x-ndjson",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", new string('t', 4000),
    ];

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
