@echo off
rem Runs Obor's command line, after building what it needs: obor mnist --epochs 5
rem Needs a JDK 17 or later and Maven 3.8 or later. It builds only when nothing is built yet: after a change of
rem sources, delete tutorials\target\quick first.
setlocal
set "home=%~dp0"
set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"

if not exist "%home%tutorials\target\quick\built" (
  echo Building Obor ^(the first time Maven fetches LibTorch^) ... 1>&2
  call mvn -q -B -ntp -Dstyle.color=never -f "%home%pom.xml" -pl tutorials -am -Dquick -Dmaven.test.skip=true package 1>&2
  if errorlevel 1 (
    echo obor: the build failed; the lines above say why. 1>&2
    exit /b 1
  )
  type nul > "%home%tutorials\target\quick\built"
)

set "jar="
for %%f in ("%home%tutorials\target\quick\obor-tutorials-*.jar") do set "jar=%%f"
if "%~1"=="jshell" (
  set "shell=jshell"
  if defined JAVA_HOME if exist "%JAVA_HOME%\bin\jshell.exe" set "shell=%JAVA_HOME%\bin\jshell.exe"
  goto shell
)
if "%~1"=="kernel" goto kernel
"%java%" -jar "%jar%" %*
exit /b %errorlevel%

:shell
"%shell%" --class-path "%jar%" --startup DEFAULT --startup "%home%tutorials\src\main\jshell\startup.jsh" -R--enable-native-access=ALL-UNNAMED
exit /b %errorlevel%

:kernel
"%java%" -cp "%jar%;%home%notebook\target\quick\kernel\rapaio-jupyter-kernel.jar" dev.obor.notebook.Kernel --install --startup "%home%tutorials\src\main\jshell\startup.jsh"
exit /b %errorlevel%
