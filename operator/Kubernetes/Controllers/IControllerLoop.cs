namespace Slipway.Kubernetes.Controllers;

/// <summary>A controller of any kind, as its host sees it.</summary>
internal interface IControllerLoop
{
    /// <summary>For logs and metrics.</summary>
    string Name { get; }

    /// <summary>Makes changes fill the queue. Called before informers run, so that the first list is seen.</summary>
    void Connect();

    /// <summary>Works until <see cref="Stop"/>, or until cancelled.</summary>
    /// <param name="cancellationToken">Cancels reconciliations under way.</param>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Lets reconciliations under way end and begins no more.</summary>
    void Stop();
}
