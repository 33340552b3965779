using System.Globalization;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Gateway.Contenders;

/// <summary>All ways to one replica, started.</summary>
internal sealed class ContenderSet : IAsyncDisposable
{
    private readonly List<Contender> contenders = [];
    private readonly TemporaryDirectory folder = new();

    public IReadOnlyList<Contender> All => contenders;

    /// <summary>Starts all, and waits until requests get through each.</summary>
    /// <param name="port">The replica's.</param>
    public async Task StartAsync(int port)
    {
        contenders.Add(new Contender(Contender.Direct, port, "", null));
        contenders.Add(Haproxy(port));
        contenders.Add(Nginx(port));
        contenders.Add(Ours(port));
        foreach (var contender in contenders)
            await contender.WaitAsync();
    }

    /// <summary>Our gateway alone.</summary>
    public async Task<Contender> StartOursAsync(int port)
    {
        var ours = Ours(port);
        contenders.Add(ours);
        await ours.WaitAsync();
        return ours;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var contender in contenders)
            await contender.DisposeAsync();
        folder.Dispose();
    }

    private Contender Haproxy(int replica)
    {
        var port = FreePort.Next();
        File.WriteAllText(folder.Join("haproxy.cfg"), PeerConfiguration.Haproxy(port, replica));
        return new Contender(Contender.Haproxy, port, "", ChildProcess.Start("/usr/sbin/haproxy", ["-db", "-f", folder.Join("haproxy.cfg")]));
    }

    private Contender Nginx(int replica)
    {
        var port = FreePort.Next();
        File.WriteAllText(folder.Join("nginx.conf"), PeerConfiguration.Nginx(port, replica, folder.Path));
        string[] arguments = ["-p", folder.Path, "-c", folder.Join("nginx.conf"), "-e", "stderr"];
        return new Contender(Contender.Nginx, port, "", ChildProcess.Start("/usr/sbin/nginx", arguments));
    }

    private static Contender Ours(int replica)
    {
        var (port, admin) = (FreePort.Next(), FreePort.Next());
        string[] arguments = ["gateway", .. new[] { port, admin, replica }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        // As the image has it: operator/Dockerfile.
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_gcServer"] = "0" };
        return new Contender(Contender.Slipway, port, GatewayRoutes.Prefix, ChildProcess.Start(Environment.ProcessPath!, arguments, environment));
    }
}
