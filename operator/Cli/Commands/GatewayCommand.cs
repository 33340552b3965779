using System.CommandLine;
using Slipway.Cli.Hosting;
using Slipway.Gateway;

namespace Slipway.Cli.Commands;

/// <summary><c>slipway gateway</c>: the data plane.</summary>
internal sealed class GatewayCommand
{
    private readonly ClusterOptions cluster = new();

    private readonly LogOptions log = new();

    private readonly Option<int> httpPort = Port("--http-port", 8080, "Port of REST requests");

    private readonly Option<int> grpcPort = Port("--grpc-port", 9000, "Port of gRPC requests (HTTP/2)");

    private readonly Option<int> adminPort = Port("--admin-port", 9090, "Port of probes, metrics, /routes and /demand");

    private readonly Option<string[]> namespaces = new("--namespaces")
    {
        Description = "Namespaces whose models are routed (repeat for more). Default: all",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> defaultNamespace = new("--default-namespace")
    {
        Description = "Namespace of requests that name none",
        HelpName = "NAME",
        DefaultValueFactory = _ => "default",
    };

    private readonly Option<string?> tlsCertificate = new("--tls-cert")
    {
        Description = "PEM file with the certificate of the REST and gRPC ports; read again when it changes. Default: no TLS",
        HelpName = "FILE",
    };

    private readonly Option<string?> tlsKey = new("--tls-key")
    {
        Description = "PEM file with the certificate's key. Default: the same file",
        HelpName = "FILE",
    };

    private readonly Option<string?> replicaKey = new("--replica-key")
    {
        Description = "PEM file with the private key (ECDSA on P-256) by which replicas know the gateway; read again when it changes. Default: none",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var gateway = new GatewayCommand();
        var command = new Command("gateway", "Run the gateway: take requests for all models and share them out among versions and replicas.")
        {
            gateway.httpPort, gateway.grpcPort, gateway.adminPort, gateway.namespaces, gateway.defaultNamespace, gateway.tlsCertificate, gateway.tlsKey,
            gateway.replicaKey,
        };
        gateway.cluster.AddTo(command);
        gateway.log.AddTo(command);
        command.SetAction(gateway.RunAsync);
        return command;
    }

    private static Option<int> Port(string name, int standard, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var port) && port is < 1 or > 65535)
                result.AddError($"{name} must be from 1 to 65535, not {port}");
        });
        return option;
    }

    private Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var options = new GatewayOptions
        {
            HttpPort = result.GetValue(httpPort),
            GrpcPort = result.GetValue(grpcPort),
            AdminPort = result.GetValue(adminPort),
            Namespaces = result.GetRequiredValue(namespaces),
            TlsCertificatePath = result.GetValue(tlsCertificate),
            TlsKeyPath = result.GetValue(tlsKey),
            ReplicaKeyPath = result.GetValue(replicaKey),
            DefaultNamespace = result.GetRequiredValue(defaultNamespace),
        };
        return GatewayHost.RunAsync(options, cluster.Load(result), log.Read(result), cancellationToken);
    }
}
