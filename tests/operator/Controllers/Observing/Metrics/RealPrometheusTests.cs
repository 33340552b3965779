using System.Globalization;
using System.Text;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Controllers.Tests.Observing.Metrics;

/// <summary>The client against the real server, as Debian packages it.</summary>
public sealed class RealPrometheusTests
{
    [PrometheusFact]
    public async Task A_real_Prometheus_gives_numbers_nothing_and_its_own_words_for_errors()
    {
        using var folder = new TemporaryDirectory();
        var port = FreePort.Next();
        var configuration = folder.Write("prometheus.yml", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
            global: {scrape_interval: 1s}
            scrape_configs: [{job_name: self, static_configs: [{targets: ["127.0.0.1:{{{port}}}"], labels: {version: "2"}}]}]
            """)));
        await using var server = ChildProcess.Start(
            PrometheusFactAttribute.Program,
            [
                $"--config.file={configuration}", $"--storage.tsdb.path={Path.Join(folder.Path, "data")}",
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
            ]);
        await using var services = MetricsFixture.Services(new Uri($"http://127.0.0.1:{port}"));
        var client = services.Server();

        var up = await Eventually.GetAsync(
            async () => server.HasExited
                ? throw new InvalidOperationException(server.Output + server.Errors)
                : await client.QueryAsync("""sum(up{version="2"})""", CancellationToken.None) is { Value: 1 } found ? found : null,
            "Prometheus to have scraped itself",
            TimeSpan.FromSeconds(60));
        up.Error.ShouldBeNull();
        (await client.QueryAsync("1 / 8", CancellationToken.None)).Value.ShouldBe(0.125);
        (await client.QueryAsync("0 / 0", CancellationToken.None)).Value.ShouldBe(double.NaN);
        var nothing = await client.QueryAsync("""up{version="3"}""", CancellationToken.None);
        (nothing.Value, nothing.Error).ShouldBe((null, null));
        (await client.QueryAsync("sum(", CancellationToken.None)).Error!.ShouldStartWith("bad_data: ");
        (await client.QueryAsync("""vector(1) or label_replace(vector(2), "a", "b", "", "")""", CancellationToken.None)).Error!.ShouldStartWith("it gives 2 series");
        (await client.QueryAsync("up[1m]", CancellationToken.None)).Error!.ShouldContain("it gives a matrix");
    }
}
