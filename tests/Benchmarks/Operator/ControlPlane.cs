using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Operator;

/// <summary>A private etcd and API server on the loopback address, without nodes. Built by <c>make cluster-up</c>.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private const string Token = "benchmark";

    /// <summary>
    /// Processors are scarce here and memory is not: both programs collect garbage seldom, whoever the contender is.
    /// </summary>
    private static readonly Dictionary<string, string?> FewCollections = new(StringComparer.Ordinal) { ["GOGC"] = "400" };

    private readonly TemporaryDirectory directory = new();
    private readonly List<ChildProcess> processes = [];

    private ControlPlane(int port)
    {
        Server = new Uri($"https://127.0.0.1:{port}");
        Kubeconfig = directory.Join("kubeconfig");
        File.WriteAllText(
            Kubeconfig,
            $$$"""
            {"apiVersion": "v1", "kind": "Config", "current-context": "bench",
             "clusters": [{"name": "bench", "cluster": {"server": "{{{Server}}}", "insecure-skip-tls-verify": true}}],
             "users": [{"name": "bench", "user": {"token": "{{{Token}}}"}}],
             "contexts": [{"name": "bench", "context": {"cluster": "bench", "user": "bench"}}]}
            """);
    }

    public Uri Server { get; }

    public string Kubeconfig { get; }

    /// <summary>Folder of Kubernetes' programs.</summary>
    public static string Binaries { get; } = Directory.EnumerateDirectories(CacheFolder(), "kubernetes-v*").Order(StringComparer.Ordinal).LastOrDefault()
        ?? throw new InvalidOperationException("No Kubernetes has been built yet; make cluster-up builds it.");

    public static async Task<ControlPlane> StartAsync()
    {
        var plane = new ControlPlane(FreePort.Next());
        try
        {
            await plane.StartAllAsync();
            return plane;
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    public IKubernetesClient NewClient() =>
        new KubernetesClient(KubernetesClientConfiguration.LoadDefault(Kubeconfig), new KubernetesClientOptions(), TimeProvider.System, null, null);

    /// <summary>A plain client for pages that are not objects, such as /metrics.</summary>
    public HttpClient NewHttpClient()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => IsOwn(certificate);
        var http = new HttpClient(handler) { BaseAddress = Server };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(processes))
            await process.DisposeAsync();
        directory.Dispose();
    }

    private async Task StartAllAsync()
    {
        var (etcd, peer) = (FreePort.Next(), FreePort.Next());
        processes.Add(ChildProcess.Start("etcd", [
            $"--data-dir={directory.Join("etcd")}", "--unsafe-no-fsync", $"--listen-client-urls=http://127.0.0.1:{etcd}",
            $"--advertise-client-urls=http://127.0.0.1:{etcd}", $"--listen-peer-urls=http://127.0.0.1:{peer}",
            $"--initial-advertise-peer-urls=http://127.0.0.1:{peer}", $"--initial-cluster=default=http://127.0.0.1:{peer}", "--quota-backend-bytes=4294967296",
        ], FewCollections));
        using (var key = RSA.Create(2048))
            await File.WriteAllTextAsync(directory.Join("accounts.key"), key.ExportRSAPrivateKeyPem());
        await File.WriteAllTextAsync(directory.Join("tokens"), $"{Token},admin,admin,system:masters\n");
        processes.Add(ChildProcess.Start(Path.Join(Binaries, "kube-apiserver"), [
            $"--etcd-servers=http://127.0.0.1:{etcd}", $"--secure-port={Server.Port}", "--bind-address=127.0.0.1", "--insecure-port=0",
            $"--cert-dir={directory.Join("certs")}", $"--token-auth-file={directory.Join("tokens")}", "--authorization-mode=AlwaysAllow",
            "--service-cluster-ip-range=198.19.0.0/24", "--service-account-issuer=https://kubernetes.default.svc",
            $"--service-account-key-file={directory.Join("accounts.key")}", $"--service-account-signing-key-file={directory.Join("accounts.key")}",
            "--max-requests-inflight=4000", "--max-mutating-requests-inflight=2000", "--enable-priority-and-fairness=false",
            // Nothing here has pods, claims, quotas or webhooks.
            "--disable-admission-plugins=CertificateApproval,CertificateSigning,CertificateSubjectRestriction,DefaultIngressClass,DefaultStorageClass,"
                + "DefaultTolerationSeconds,LimitRanger,MutatingAdmissionWebhook,PersistentVolumeClaimResize,Priority,ResourceQuota,RuntimeClass,"
                + "ServiceAccount,StorageObjectInUseProtection,TaintNodesByCondition,ValidatingAdmissionWebhook",
        ], FewCollections));
        using var http = NewHttpClient();
        await Eventually.TrueAsync(async () => await AnswersAsync(http), "the API server to be ready", TimeSpan.FromSeconds(90));
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        if (processes.Find(process => process.HasExited) is { } ended)
            throw new InvalidOperationException($"A part of the control plane ended:\n{ended.Errors}");
        try
        {
            using var response = await http.GetAsync("/readyz");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // The server makes its certificate at the first start, signed by itself.
    private bool IsOwn(X509Certificate? certificate)
    {
        using var own = X509CertificateLoader.LoadCertificateFromFile(directory.Join("certs/apiserver.crt"));
        return certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(own.RawData);
    }

    private static string CacheFolder() => Environment.GetEnvironmentVariable("SLIPWAY_CACHE")
        ?? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "slipway");
}
