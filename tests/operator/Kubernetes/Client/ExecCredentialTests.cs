using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Client.Credentials;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class ExecCredentialTests : IDisposable
{
    private static readonly ExecPlugin Plugin = new() { Command = "login", ApiVersion = "client.authentication.k8s.io/v1" };

    private readonly TemporaryFolder folder = new();
    private readonly TestClock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 10_000)]
    public async Task A_plugin_runs_once_for_all_who_wait_and_again_after_expiry()
    {
        var runs = 0;
        var release = new TaskCompletionSource();
        var source = new ExecCredentialSource(Plugin, RunAsync, clock, NullLogger.Instance);

        var waiting = Enumerable.Range(0, 20).Select(_ => source.GetAsync(CancellationToken.None).AsTask()).ToArray();
        release.SetResult();
        (await Task.WhenAll(waiting)).ShouldAllBe(credential => credential.Authorization!.Parameter == "t1");

        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        (await source.GetAsync(CancellationToken.None)).Authorization!.Parameter.ShouldBe("t1");
        clock.Advance(TimeSpan.FromTicks(1));
        (await source.GetAsync(CancellationToken.None)).Authorization!.Parameter.ShouldBe("t2");

        async Task<string> RunAsync(ExecPlugin plugin, CancellationToken cancellationToken)
        {
            await release.Task;
            return Output($"t{Interlocked.Increment(ref runs)}", clock.GetUtcNow().AddMinutes(10));
        }
    }

    [Fact(Timeout = 10_000)]
    public async Task A_failed_run_is_tried_again_by_the_next_request()
    {
        var runs = 0;
        var source = new ExecCredentialSource(
            Plugin, (_, _) => Task.FromResult(runs++ == 0 ? "oops" : Output("good", null)), clock, NullLogger.Instance);
        await Should.ThrowAsync<KubernetesConfigurationException>(async () => await source.GetAsync(CancellationToken.None));
        (await source.GetAsync(CancellationToken.None)).Authorization!.Parameter.ShouldBe("good");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_real_program_is_run_again_when_the_server_rejects_its_token()
    {
        // Counts its runs in a file, checks what it is told, and prints more than a pipe holds to stderr.
        var script = folder.Write("login.sh", """
            #!/bin/sh
            echo run >> "$1"
            n=$(wc -l < "$1" | tr -d ' ')
            head -c 200000 /dev/zero | tr '\0' 'e' >&2
            case "$KUBERNETES_EXEC_INFO" in *'"interactive":false'*) ;; *) exit 3 ;; esac
            printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"%s-%s"}}' "$PREFIX" "$n"
            """, executable: true);
        var plugin = Plugin with
        {
            Command = script,
            Arguments = [$"{folder.Path}/runs"],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PREFIX"] = "token" },
        };
        await using var server = await ScriptedApiServer.StartAsync();
        server.Then(200, "{}").ThenRefuse(401, "Unauthorized", "who?").Then(200, "{}");
        using var client = new KubernetesClient(server.Configuration with { User = new KubernetesUser { Exec = plugin } });

        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);
        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);

        server.Requests.Select(request => request.Headers["Authorization"]).ShouldBe(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("#!/bin/sh\necho no rights >&2\nexit 7", "failed with exit code 7: no rights")]
    [InlineData("#!/bin/sh\nexec sleep 60", "did not end within")]
    public async Task A_program_that_fails_is_explained(string script, string explanation)
    {
        var plugin = Plugin with { Command = folder.Write("bad.sh", script, executable: true), Timeout = TimeSpan.FromSeconds(2) };
        (await Should.ThrowAsync<KubernetesConfigurationException>(() => ExecPluginProcess.RunAsync(plugin, CancellationToken.None)))
            .Message.ShouldContain(explanation);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_missing_program_is_explained_with_its_hint()
    {
        var plugin = Plugin with { Command = $"{folder.Path}/missing", InstallHint = "Install it from the vendor." };
        (await Should.ThrowAsync<KubernetesConfigurationException>(() => ExecPluginProcess.RunAsync(plugin, CancellationToken.None)))
            .Message.ShouldEndWith("\nInstall it from the vendor.");
    }

    [Theory]
    [InlineData("x", "printed no JSON")]
    [InlineData("{}", "printed no ExecCredential")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1"}""", "printed apiVersion")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1"}""", "without status")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{}}""", "neither token nor certificate")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"clientKeyData":"x"}}""", "key without certificate")]
    [InlineData("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"x","expirationTimestamp":"soon"}}""", "\"soon\"")]
    public void Output_that_is_no_credential_is_explained(string output, string explanation) =>
        Should.Throw<KubernetesConfigurationException>(() => ExecCredential.Parse(output, Plugin)).Message.ShouldContain(explanation);

    private static string Output(string token, DateTimeOffset? expiry)
    {
        var expiration = expiry is null ? "" : $",\"expirationTimestamp\":\"{expiry:O}\"";
        return $"{{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{{\"token\":\"{token}\"{expiration}}}}}";
    }
}
