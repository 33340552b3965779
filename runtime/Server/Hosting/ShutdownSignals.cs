using System.Runtime.InteropServices;

namespace Slipway.Runtime.Server.Hosting;

/// <summary>
/// SIGTERM (from the kubelet) and SIGINT (from a person's Ctrl-C) as tasks. Nobody else in the process listens to them, so nothing
/// ends before it is told to.
/// </summary>
internal sealed class ShutdownSignals : IDisposable
{
    private readonly CancellationTokenSource _requested = new();
    private readonly CancellationTokenSource _urged = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public ShutdownSignals()
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT })
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    /// <summary>Fires at the first signal: end in order.</summary>
    public CancellationToken Requested => _requested.Token;

    /// <summary>
    /// Fires when somebody is waiting at a keyboard: end without any delay. A second SIGTERM does not hurry: a kubelet that was
    /// restarted sends it again.
    /// </summary>
    public CancellationToken Urged => _urged.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _requested.Dispose();
        _urged.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGINT)
            _urged.Cancel();
        _requested.Cancel();
    }
}
