using System.Globalization;
using Microsoft.AspNetCore.Http;
using Traceability.Contracts.Parties;

namespace Traceability.Parties;

/// <summary>The version of a party as HTTP speaks of it.</summary>
internal static class PartyETag
{
    public static string Of(Party party) => string.Create(CultureInfo.InvariantCulture, $"\"{party.Version}\"");

    public static void SetETag(this HttpResponse response, Party party) => response.Headers.ETag = Of(party);
}
