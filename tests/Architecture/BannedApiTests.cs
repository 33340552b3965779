using System.Text.RegularExpressions;

namespace Slipway.Architecture.Tests;

/// <summary>The analyzers refuse these while compiling; this holds the lists against being emptied or switched off.</summary>
public sealed partial class BannedApiTests
{
    [Theory]
    [InlineData("BannedSymbols.txt", "P:System.DateTime.UtcNow", "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Net.Http.HttpClient.#ctor")]
    [InlineData("operator/Planning/BannedSymbols.txt", "T:System.Threading.Tasks.Task", "T:System.Net.Http.HttpClient", "P:System.Random.Shared")]
    public void A_list_bans(string list, params string[] symbols)
    {
        var banned = Sources.Lines(list).Select(line => line.Split(';')[0]).ToList();

        symbols.Except(banned).ShouldBeEmpty();
    }

    [Fact]
    public void Planning_decides_without_io() =>
        Offenders("operator/Planning/", InputOutput()).ShouldBeEmpty();

    [Fact]
    public void Nobody_switches_a_ban_off() =>
        Sources.Files(".cs").Where(file => Suppression().IsMatch(Sources.Read(file))).ShouldBeEmpty();

    [Fact]
    public void No_test_is_skipped() => Sources.Files(".cs").Where(file => Skipped().IsMatch(Sources.Read(file))).ShouldBeEmpty();

    private static IEnumerable<string> Offenders(string folder, Regex pattern) =>
        Sources.Files(".cs").Where(file => file.StartsWith(folder, StringComparison.Ordinal) && pattern.IsMatch(Sources.Read(file)));

    [GeneratedRegex(@"\b(async|await|ILogger|HttpClient|IKubernetesClient|File\.|TimeProvider|DateTimeOffset\.UtcNow)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InputOutput();

    [GeneratedRegex(@"#pragma\s+warning\s+disable.*RS0030", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suppression();

    [GeneratedRegex(@"\[(Fact|Theory)\([^\]]*Skip\s*=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Skipped();
}
