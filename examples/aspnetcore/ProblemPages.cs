namespace MobilePayIntegrator;

/// <summary>Tells people what went wrong.</summary>
public static class ProblemPages
{
    public static void UseProblemPages(this WebApplication app) => app.Use(async (context, next) =>
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await next(context);
        }
        catch (Exception failure) when (MobilePayProblem.Of(failure) is not null && !context.Response.HasStarted)
        {
            await context.ShowAsync(MobilePayProblem.Of(failure)!);
        }
    });

    public static Task ShowAsync(this HttpContext context, MobilePayProblem problem)
    {
        var logger = context.RequestServices.GetRequiredService<ILogger<MobilePayProblem>>();
        logger.LogWarning("{Kind}: {What}", problem.GetType().Name, problem.Message);
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Pages.Problem(problem), context.RequestAborted);
    }
}
