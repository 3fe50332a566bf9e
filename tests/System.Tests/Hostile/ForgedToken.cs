using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests.Hostile;

/// <summary>An access token taken apart, changed and put together again.</summary>
internal sealed class ForgedToken
{
    private readonly string signature;

    public ForgedToken(string token)
    {
        var parts = token.Split('.');
        Header = Read(parts[0]);
        Payload = Read(parts[1]);
        signature = parts[2];
    }

    public JsonObject Header { get; }

    public JsonObject Payload { get; }

    /// <summary>As it stands, with the signature that it had.</summary>
    public string WithOldSignature => $"{Signed}.{signature}";

    /// <summary>As it stands, without a signature.</summary>
    public string WithoutSignature => $"{Signed}.";

    private string Signed => $"{Write(Header)}.{Write(Payload)}";

    /// <summary>As it stands, signed with this key.</summary>
    public string SignedBy(RSA key) =>
        $"{Signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(Signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";

    /// <summary>As it stands, with the public key taken for a secret of HMAC.</summary>
    public string SignedWithThePublicKeyAsSecret(RSA key) =>
        $"{Signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(Signed)))}";

    private static JsonObject Read(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();

    private static string Write(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
