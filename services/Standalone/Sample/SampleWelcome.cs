namespace Traceability.Standalone.Sample;

/// <summary>Says where to look.</summary>
internal static class SampleWelcome
{
    /// <summary>Prints credentials and addresses.</summary>
    public static void Print(Uri address, SampleMark sample)
    {
        var registry = address.ToString().TrimEnd('/');
        Console.WriteLine($"""

            A sample province (seed {sample.Seed}, {sample.Packs:#,0} packs). Nobody and nothing in it exists. Log in at {registry}/swagger with:
            """);
        foreach (var credential in sample.Credentials)
        {
            Console.WriteLine($"""
                  {credential.Who}
                    client id      {credential.ClientId}
                    client secret  {credential.ClientSecret}
                """);
        }

        Console.WriteLine($"""

            Look at:
              {registry}/passport/{Misconduct.Shown}
                  what anyone may know of a battery
              {registry}/audit/batteries/{Misconduct.Shown}
                  its complete history (regulator)
              {registry}/audit/batteries/{Misconduct.Shown}/verification
                  the proof that nothing of it was changed (regulator)
              {registry}/lots
                  lots of recovered material (regulator, recycler)
              {registry}/transfers?box=out
                  what was handed on, and what became of it (recycler, battery maker)
              {registry}/parties
                  who is there (administrator)
            What goes wrong in it, and how to see it: README.md, "A sample province".

            """);
    }
}
